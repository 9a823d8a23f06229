namespace Chatbot.LocalHosting.Topology;

/// <summary>A setting or secret of the whole topology.</summary>
public sealed class ParameterResource : Resource, IValueProvider, IManifestExpressionProvider
{
    internal ParameterResource(string name, bool secret, string? given, ParameterDefault? fallback) : base(name) =>
        (Secret, Value, Default) = (secret, given, fallback);

    public bool Secret { get; }

    public string ValueExpression => $"{{{Name}.value}}";

    /// <summary>What was given, or was generated in an earlier run, or is generated now.</summary>
    internal string? Value { get; set; }

    internal ParameterDefault? Default { get; }

    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => new(Value);
}
