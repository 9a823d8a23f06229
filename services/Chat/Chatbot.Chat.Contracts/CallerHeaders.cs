namespace Chatbot.Chat.Contracts;

/// <summary>What the web says of who calls it. It drops what a client says itself under these names.</summary>
public static class CallerHeaders
{
    /// <summary>The network address that a person's request came from, or <see cref="Local"/>. Without it the address counts as unknown.</summary>
    public const string Address = "X-Chatbot-Address";

    /// <summary>The person sits at the web's own machine.</summary>
    public const string Local = "local";
}
