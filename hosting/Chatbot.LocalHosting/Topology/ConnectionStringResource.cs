namespace Chatbot.LocalHosting.Topology;

/// <summary>A server that is there already, by its connection string in configuration.</summary>
internal sealed class ConnectionStringResource(string name, string? value) : Resource(name), IResourceWithConnectionString
{
    public string Value => value ?? "";

    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Of(Value);
}
