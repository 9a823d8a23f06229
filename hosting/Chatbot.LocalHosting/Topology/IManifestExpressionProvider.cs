namespace Chatbot.LocalHosting.Topology;

/// <summary>The same value as the manifest writes it: <c>{chat.bindings.http.url}</c>.</summary>
public interface IManifestExpressionProvider
{
    string ValueExpression { get; }
}
