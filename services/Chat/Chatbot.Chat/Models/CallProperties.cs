namespace Chatbot.Chat.Models;

/// <summary>What the clients of a pipeline tell each other, in <c>ChatOptions.AdditionalProperties</c>.</summary>
internal static class CallProperties
{
    /// <summary>The account's id, for fairness between people.</summary>
    public const string Person = "chatbot.person";

    /// <summary>The <see cref="Uri"/> that answers, where admission decided it.</summary>
    public const string Endpoint = "chatbot.endpoint";

    /// <summary>The ticket of the admission.</summary>
    public const string Ticket = "chatbot.ticket";
}
