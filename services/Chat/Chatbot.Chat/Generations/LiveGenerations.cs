using System.Collections.Concurrent;

namespace Chatbot.Chat.Generations;

/// <summary>The answers that this replica is writing.</summary>
internal sealed class LiveGenerations
{
    private readonly ConcurrentDictionary<GenerationId, LiveGeneration> _running = new();

    /// <summary>False once this replica is told to stop.</summary>
    public bool TakesMore { get; private set; } = true;

    public IReadOnlyList<LiveGeneration> All => [.. _running.Values];

    public LiveGeneration? Find(GenerationId id) => _running.GetValueOrDefault(id);

    public void Add(LiveGeneration generation) => _running[generation.Order.Id] = generation;

    public void Close() => TakesMore = false;

    public void Remove(GenerationId id) => _running.TryRemove(id, out _);
}
