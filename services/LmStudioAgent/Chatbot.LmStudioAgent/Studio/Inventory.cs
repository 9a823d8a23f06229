using System.Security.Cryptography;
using System.Text.Json;
using Chatbot.LmStudio;
using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.LmStudioAgent.Studio;

/// <summary>The downloaded models as last seen, and a hash by which others know whether they have this list.</summary>
internal sealed record InventoryList(string Hash, bool Simulated, IReadOnlyList<ModelReport> Models)
{
    public static InventoryList Of(IEnumerable<DownloadedModel> models, bool simulated)
    {
        var reports = models.Select(Report).OrderBy(model => model.Key, StringComparer.Ordinal).ToArray();
        var hash = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { simulated, reports })))[..16];
        return new InventoryList(hash, simulated, reports);
    }

    private static ModelReport Report(DownloadedModel model) => new(
        model.Key,
        model.Name,
        model.Kind == ModelKind.Embedding ? "embedding" : "llm",
        model.Publisher,
        model.Architecture,
        model.Quantization,
        model.Parameters,
        model.SizeBytes,
        model.MaxContextLength,
        model.Vision,
        model.Tools,
        model.Reasoning);
}

/// <summary>Keeps the list, and who asked for it.</summary>
internal sealed class Inventory
{
    private volatile InventoryList? _current;

    /// <summary>Null until LM Studio was seen: that nothing is known is not that there is nothing.</summary>
    public InventoryList? Current => _current;

    /// <summary>Of the machine; null where LM Studio does not say.</summary>
    public HardwareReport? Hardware { get; set; }

    /// <summary>Set when it changed or somebody asked for it.</summary>
    public Nudge Wanted { get; } = new();

    public void Set(InventoryList list)
    {
        var changed = list.Hash != _current?.Hash;
        _current = list;
        if (changed) Wanted.Set();
    }
}
