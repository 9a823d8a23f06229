namespace Chatbot.Chat.Models;

/// <summary>A model could not answer. The message is a sentence for people, without addresses or traces.</summary>
internal sealed class ModelCallException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>It is the place that failed, not the question: as long as nothing was answered, another place may be asked.</summary>
    public bool MayGoElsewhere { get; init; }

    /// <summary>The answer was cut off: what came of it is right as far as it goes.</summary>
    public bool IsCut { get; init; }

    /// <summary>The chat is longer than the model's context.</summary>
    public bool IsOverflow { get; init; }

    /// <summary>The server does not take the request as it is.</summary>
    public bool IsBadRequest { get; init; }

    /// <summary>The place was not reached, or was lost.</summary>
    public bool Unreachable { get; init; }
}
