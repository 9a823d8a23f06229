namespace Chatbot.Auth.Contracts;

/// <summary>The <c>aud</c> of an access token: one for each service that checks tokens.</summary>
public static class Audiences
{
    public const string Auth = "auth";
    public const string Chat = "chat";
    public const string Catalog = "catalog";

    /// <summary>The agent of one host: what is presented to one is good at no other. Named as <c>resource</c> when the token is asked for.</summary>
    public static string AgentOf(string hostId) => $"agent:{hostId}";
}
