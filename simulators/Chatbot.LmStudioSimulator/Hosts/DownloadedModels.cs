using System.Collections;
using Chatbot.LmStudioSimulator.Configuration;

namespace Chatbot.LmStudioSimulator.Hosts;

/// <summary>What a host has on its disk, in the order of its list.</summary>
internal sealed class DownloadedModels(StudioOptions options) : IReadOnlyList<SimulatedModel>
{
    private readonly Lock _gate = new();
    private IReadOnlyList<SimulatedModel> _models = InitialModels.Of(options);

    public int Count => Volatile.Read(ref _models).Count;

    public SimulatedModel this[int index] => Volatile.Read(ref _models)[index];

    /// <summary>By key, or by key and variant as in <c>qwen/qwen3-4b@q4_k_m</c>.</summary>
    public SimulatedModel? Find(string key) => this.FirstOrDefault(model => model.Key == key || model.Variant == key);

    public SimulatedModel Get(string key) => Find(key) ?? throw new HostRefusal(RefusalKind.ModelNotFound, $"Model not found: {key}");

    public void Add(SimulatedModel model)
    {
        lock (_gate)
        {
            if (_models.All(known => known.Variant != model.Variant)) Volatile.Write(ref _models, [.. _models, model]);
        }
    }

    public IEnumerator<SimulatedModel> GetEnumerator() => Volatile.Read(ref _models).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
