namespace Chatbot.Chat.Models;

/// <summary>A model could not answer. The message is a sentence for people, without addresses or traces.</summary>
internal sealed class ModelCallException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>It is the place that failed, not the question: as long as nothing was answered, another place may be asked.</summary>
    public bool MayGoElsewhere { get; init; }

    /// <summary>The place was not reached, or was lost.</summary>
    public bool Unreachable { get; init; }
}
