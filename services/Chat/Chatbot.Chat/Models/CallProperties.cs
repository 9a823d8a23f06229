namespace Chatbot.Chat.Models;

/// <summary>What the clients of a pipeline tell each other, in <c>ChatOptions.AdditionalProperties</c>.</summary>
internal static class CallProperties
{
    /// <summary>The account's id, for fairness between people.</summary>
    public const string Person = "chatbot.person";

    /// <summary>The <see cref="Conversations.ConversationId"/>, for the host that has read it already.</summary>
    public const string Conversation = "chatbot.conversation";

    /// <summary>True for work that nobody waits for: it lets people go first and never causes a load.</summary>
    public const string Background = "chatbot.background";

    /// <summary>The <see cref="Uri"/> that answers, where admission decided it.</summary>
    public const string Endpoint = "chatbot.endpoint";

    /// <summary>The slug of the host whose agent answers there.</summary>
    public const string Host = "chatbot.host";

    /// <summary>The ticket of the admission.</summary>
    public const string Ticket = "chatbot.ticket";

    /// <summary>The <see cref="CountedPrompt"/>, where something is known of the prompt.</summary>
    public const string Counted = "chatbot.counted";

    /// <summary>The tokens that the instance was loaded with, where they are known.</summary>
    public const string ContextLength = "chatbot.context";
}
