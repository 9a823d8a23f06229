namespace Chatbot.Web.Sessions;

/// <summary>What is traded for a person's access token: the handle of a session, or an API key.</summary>
internal readonly record struct Credential(string Grant, string Field, string Value)
{
    public bool IsKey => Grant == Auth.Contracts.Clients.ApiKeyGrant;

    public static Credential Session(string handle) => new(Auth.Contracts.Clients.SessionGrant, "session", handle);

    public static Credential Key(string key) => new(Auth.Contracts.Clients.ApiKeyGrant, "key", key);
}
