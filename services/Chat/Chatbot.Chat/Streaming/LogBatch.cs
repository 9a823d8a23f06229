namespace Chatbot.Chat.Streaming;

/// <summary>Consecutive parts of a generation's log.</summary>
/// <param name="First">Number of the first of them; the first part of a log is 1.</param>
/// <param name="Ended">No part comes after these.</param>
internal sealed record LogBatch(int First, IReadOnlyList<ReadOnlyMemory<byte>> Parts, bool Ended)
{
    /// <summary>Where the store goes on reading; null of what was not read from it.</summary>
    public string? Position { get; init; }
}
