namespace Chatbot.Auth.Contracts;

/// <summary>The OAuth clients of the product and the grant of its own.</summary>
public static class Clients
{
    public const string Web = "web";
    public const string Chat = "chat";
    public const string Agent = "agent";

    /// <summary>Trades <c>session=&lt;handle&gt;</c> for a person's access token at <c>POST /connect/token</c>; for the web only.</summary>
    public const string SessionGrant = "urn:chatbot:session";
}
