using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.Chat.Models.Routing;

/// <summary>A host as its agent last reported it.</summary>
/// <param name="HeardAt">Timestamp of the report's arrival.</param>
/// <param name="AskedAt">Timestamp of the last question for its models.</param>
/// <param name="Models">Those of the inventory by their keys.</param>
/// <param name="Enrolled">The address that was fixed when its agent was enrolled.</param>
internal sealed record KnownHost(
    HostReported Report, HostInventoryReported? Inventory, IReadOnlyDictionary<string, ModelReport> Models, long HeardAt, long? AskedAt, Uri? Enrolled = null)
{
    // ModelReport.Kind
    private const string Llm = "llm";
    private const string Embedding = "embedding";

    /// <summary>Where its agent is reached: the only place that says so.</summary>
    public Uri Agent => Enrolled ?? Report.AgentAddress;

    /// <summary>What is loaded and can chat.</summary>
    public IEnumerable<InstanceReport> Serving =>
        Report.Instances.Where(instance => instance.State == InstanceStates.Loaded && Find(instance.ModelKey)?.Kind != Embedding);

    /// <summary>With what it has by a newer list.</summary>
    public KnownHost With(HostInventoryReported inventory) =>
        this with { Inventory = inventory, Models = inventory.Models.DistinctBy(model => model.Key).ToDictionary(model => model.Key) };

    public bool IsWell => Report.LmStudio.Health == LmStudioHealth.Ok;

    // An instance may be heard of before the models are: then it is taken for one that can chat.
    public bool Has(string modelKey, bool embedding = false) => Find(modelKey)?.Kind switch
    {
        Llm => !embedding,
        Embedding => embedding,
        _ => Report.Instances.Any(instance => instance.ModelKey == modelKey),
    };

    public long? SizeOf(string modelKey) => Find(modelKey)?.SizeBytes;

    /// <summary>The keys that a choice means here.</summary>
    public IEnumerable<string> KeysOf(LocalTarget target)
    {
        if (target.ModelKey is null) return Serving.Select(instance => instance.ModelKey).Distinct();
        return Has(target.ModelKey, target.Embedding) || Inventory is null ? [target.ModelKey] : [];
    }

    private ModelReport? Find(string modelKey) => Models.GetValueOrDefault(modelKey);
}
