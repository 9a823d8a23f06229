using Chatbot.Chat.Generations;
using Chatbot.Chat.Streaming;

namespace Chatbot.Chat.Tests.Support;

/// <summary>The real store; what the test wants to happen between two steps happens after its next append.</summary>
internal sealed class InterruptedStore(IGenerationLogStore store, Func<Task> between) : IGenerationLogStore
{
    public async Task<int?> AppendAsync(GenerationId id, int epoch, LogBatch batch)
    {
        var last = await store.AppendAsync(id, epoch, batch);
        await between();
        return last;
    }

    public Task<LogBatch?> ReadAsync(GenerationId id, int after, string? position = null) => store.ReadAsync(id, after, position);

    public Task<IAsyncDisposable> WatchAsync(GenerationId id, Action appended) => store.WatchAsync(id, appended);
}
