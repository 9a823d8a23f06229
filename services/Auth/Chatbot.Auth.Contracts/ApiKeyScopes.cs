namespace Chatbot.Auth.Contracts;

/// <summary>Where an API key is taken.</summary>
public static class ApiKeyScopes
{
    /// <summary>The OpenAI-compatible API, <c>/v1</c>.</summary>
    public const string V1 = "v1";

    /// <summary>Everything under <c>/api</c> that its owner may do, but for the keys themselves.</summary>
    public const string Api = "api";
}
