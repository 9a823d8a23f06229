namespace Chatbot.Auth.Contracts;

/// <summary>The OAuth clients of the product and the grant of its own.</summary>
public static class Clients
{
    public const string Web = "web";
    public const string Chat = "chat";
    public const string Catalog = "catalog";

    /// <summary>Of the agents that the operator's own installation starts.</summary>
    public const string Agent = "agent";

    /// <summary>The account of an agent that was enrolled: <c>agent:&lt;hostId&gt;</c>.</summary>
    public static string AgentOf(string hostId) => $"{Agent}:{hostId}";

    /// <summary>Trades <c>session=&lt;handle&gt;</c> for a person's access token at <c>POST /connect/token</c>; for the web only.</summary>
    public const string SessionGrant = "urn:chatbot:session";

    /// <summary>Trades <c>key=&lt;API key&gt;</c> for its owner's access token at <c>POST /connect/token</c>; for the web only.</summary>
    public const string ApiKeyGrant = "urn:chatbot:api-key";
}
