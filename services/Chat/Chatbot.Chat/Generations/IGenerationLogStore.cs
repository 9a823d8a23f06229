using Chatbot.Chat.Streaming;

namespace Chatbot.Chat.Generations;

/// <summary>Where logs outlive the process that writes them.</summary>
internal interface IGenerationLogStore
{
    /// <summary>
    /// Appends when the batch begins right after what the store has, and answers the number of the last part that it has
    /// then: a caller that got another number than it expected goes on from there. Null: a later epoch has written.
    /// Throws <see cref="LogStoreUnavailableException"/>; whether the batch was appended is then not known, and asking again finds out.
    /// </summary>
    Task<int?> AppendAsync(GenerationId id, int epoch, LogBatch batch);

    /// <summary>What stands in the store now after a part's number; null when there is no log (any more).</summary>
    /// <param name="position">Of the batch that was read before, so that the log is not read from its start again.</param>
    Task<LogBatch?> ReadAsync(GenerationId id, int after, string? position = null);

    /// <summary>Tells of appends; hints only, a hint may be missed.</summary>
    Task<IAsyncDisposable> WatchAsync(GenerationId id, Action appended);
}

internal sealed class LogStoreUnavailableException(Exception inner) : Exception("The store of generation logs is away.", inner)
{
    /// <summary>It is there, and what it has under this key is no log: waiting does not help.</summary>
    public bool IsBroken { get; init; }
}
