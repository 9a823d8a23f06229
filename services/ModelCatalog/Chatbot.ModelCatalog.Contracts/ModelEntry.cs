namespace Chatbot.ModelCatalog.Contracts;

/// <summary>
/// One entry of <c>GET /api/models</c>, cloud and local alike. <c>GET /api/models/events</c> sends
/// <c>event: models</c> with the whole list first, then <c>event: model</c> with an entry that is new or changed and
/// <c>event: model-removed</c> with <see cref="ModelRemoved"/>.
/// </summary>
/// <param name="Id"><c>lmstudio:&lt;modelKey&gt;</c>, or the configured id of a cloud model. Holds <c>/</c> and <c>@</c>: never part of a path.</param>
/// <param name="Provider"><c>lmstudio</c>, <c>gateway</c> or <c>google</c>.</param>
/// <param name="Kind"><c>llm</c> or <c>embedding</c>.</param>
/// <param name="State">The best of its places (<see cref="PlaceStates"/>), <c>ready</c> for a cloud model.</param>
/// <param name="Progress">0 to 1 while the state is <c>loading</c>.</param>
public sealed record ModelEntry(
    string Id,
    string Name,
    string Description,
    string Provider,
    string Kind,
    string State,
    double? Progress,
    IReadOnlyList<ModelPlace> Places,
    ModelCapabilities Capabilities,
    long? SizeBytes,
    string? Quantization,
    int? MaxContextLength,
    bool Simulated);

/// <summary>A model on one host.</summary>
/// <param name="Host">The host's slug.</param>
/// <param name="State"><c>draining</c> also where the whole host takes no new request.</param>
/// <param name="Instances">Loaded instances of it there.</param>
/// <param name="ContextLength">Tokens granted to the loaded instance.</param>
/// <param name="Queued">Requests that wait there for this model.</param>
public sealed record ModelPlace(
    string Host,
    string State,
    double? Progress,
    int Instances,
    int? ContextLength,
    double? TtlRemainingSeconds,
    bool Pinned,
    int Queued)
{
    /// <summary>Tokens asked for when it was loaded; null is the model's default. May differ from those granted.</summary>
    public int? RequestedContextLength { get; init; }

    /// <summary>Expected seconds to the end of the load in progress; null when unknown.</summary>
    public double? RemainingSeconds { get; init; }
}

public sealed record ModelCapabilities(bool Vision, bool Tools, bool Reasoning);

public sealed record ModelRemoved(string Id);

public static class PlaceStates
{
    public const string NotLoaded = "not-loaded";
    public const string Loading = "loading";
    public const string Loaded = "loaded";
    public const string Draining = "draining";
    public const string Offline = "offline";

    /// <summary>The state of a cloud model.</summary>
    public const string Ready = "ready";
}
