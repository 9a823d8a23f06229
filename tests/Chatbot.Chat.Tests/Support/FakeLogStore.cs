using System.Text;
using Chatbot.Chat.Generations;
using Chatbot.Chat.Streaming;

namespace Chatbot.Chat.Tests.Support;

/// <summary>A store of one log that can be away and can forget.</summary>
internal sealed class FakeLogStore : IGenerationLogStore
{
    public volatile bool Away;
    public volatile int Refused;

    public List<string> Parts { get; } = [];

    public Task<int?> AppendAsync(GenerationId id, int epoch, LogBatch batch)
    {
        if (Away)
        {
            Refused++;
            throw new LogStoreUnavailableException(new TimeoutException());
        }

        if (batch.First == Parts.Count + 1) Parts.AddRange(batch.Parts.Select(part => Encoding.UTF8.GetString(part.Span)));
        return Task.FromResult<int?>(Parts.Count);
    }

    public Task<LogBatch?> ReadAsync(GenerationId id, int after, string? position = null) => throw new NotSupportedException("The writer does not read.");

    public Task<IAsyncDisposable> WatchAsync(GenerationId id, Action appended) => throw new NotSupportedException("The writer does not watch.");
}
