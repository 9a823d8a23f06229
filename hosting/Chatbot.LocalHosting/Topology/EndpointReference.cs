using System.Globalization;

namespace Chatbot.LocalHosting.Topology;

/// <summary>The address of a resource, for others.</summary>
public sealed class EndpointReference : IValueProvider, IManifestExpressionProvider
{
    private readonly Resource _owner;
    private readonly string _name;
    private readonly int _replica;

    internal EndpointReference(Resource owner, string name, int replica = 0) => (_owner, _name, _replica) = (owner, name, replica);

    public string Url => $"{Annotation.UriScheme}://{Annotation.ClientHost}:{Port}";

    public string ValueExpression => $"{{{_owner.Name}.bindings.{_name}.url}}";

    internal IValueProvider HostPart => new Part(this, "host");

    internal IValueProvider PortPart => new Part(this, "port");

    private EndpointAnnotation Annotation => _owner.Endpoint(_name);

    private int Port => Annotation.AllocatedPorts.Count > _replica
        ? Annotation.AllocatedPorts[_replica]
        : throw new InvalidOperationException($"'{_owner.Name}' has no address yet.");

    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => new(Url);

    private sealed class Part(EndpointReference endpoint, string part) : IValueProvider, IManifestExpressionProvider
    {
        public string ValueExpression => $"{{{endpoint._owner.Name}.bindings.{endpoint._name}.{part}}}";

        public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) =>
            new(part == "host" ? endpoint.Annotation.ClientHost : endpoint.Port.ToString(CultureInfo.InvariantCulture));
    }
}
