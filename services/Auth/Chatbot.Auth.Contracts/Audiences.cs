namespace Chatbot.Auth.Contracts;

/// <summary>The <c>aud</c> of an access token: one for each service that checks tokens.</summary>
public static class Audiences
{
    public const string Auth = "auth";
    public const string Chat = "chat";
    public const string Catalog = "catalog";
    public const string Agent = "agent";
}
