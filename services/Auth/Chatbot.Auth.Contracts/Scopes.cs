namespace Chatbot.Auth.Contracts;

/// <summary>The scopes of access tokens.</summary>
public static class Scopes
{
    /// <summary>A person's token, got for a session: audiences auth, chat and catalog.</summary>
    public const string Person = "chatbot";

    /// <summary>A person's token is good for the OpenAI-compatible API: audience chat.</summary>
    public const string OpenAi = "chatbot.v1";

    /// <summary>The web's own token for the first-party sign-in API of auth: audience auth.</summary>
    public const string SignIn = "auth.signin";

    /// <summary>The chat service's token for admission and inference at one host: <see cref="Audiences.AgentOf"/>.</summary>
    public const string Infer = "agent.infer";

    /// <summary>The catalog's token to ask one host's agent for estimates: <see cref="Audiences.AgentOf"/>.</summary>
    public const string ReadAgent = "agent.read";

    /// <summary>An agent's token to connect to the catalog: audience catalog.</summary>
    public const string ConnectAgent = "catalog.agent";

    /// <summary>The catalog's token to make and remove the accounts of agents: audience auth.</summary>
    public const string ManageAgents = "auth.agents";
}
