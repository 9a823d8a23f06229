namespace Chatbot.LocalHosting.Topology;

/// <summary>A variable, or several by one reference, with its value for the run and its expression for the manifest.</summary>
internal abstract record EnvironmentEntry
{
    public abstract IEnumerable<EnvironmentVariable> Expand();
}

internal sealed record EnvironmentVariable(string Name, IValueProvider Value, string Expression);

internal sealed record SingleVariable(string Name, IValueProvider Value, string Expression) : EnvironmentEntry
{
    public override IEnumerable<EnvironmentVariable> Expand() => [new(Name, Value, Expression)];
}

/// <summary><c>services__chat__http__0</c>, and one more for each further replica.</summary>
internal sealed record ServiceReference(Resource Source) : EnvironmentEntry
{
    public override IEnumerable<EnvironmentVariable> Expand() =>
        from endpoint in Source.Endpoints
        from replica in Enumerable.Range(0, Math.Max(1, endpoint.AllocatedPorts.Count))
        let reference = new EndpointReference(Source, endpoint.Name, replica)
        select new EnvironmentVariable($"services__{Source.Name}__{endpoint.Name}__{replica}", reference, reference.ValueExpression);
}
