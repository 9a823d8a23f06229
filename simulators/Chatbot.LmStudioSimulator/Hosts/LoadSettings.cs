using System.Text.Json.Nodes;

namespace Chatbot.LmStudioSimulator.Hosts;

/// <param name="Identifier">Null takes the model's key, or <c>key:2</c>, <c>key:3</c> where that is taken.</param>
/// <param name="ContextLength">Null is the model's default; more than the model can take is cut to that.</param>
/// <param name="TimeToLive">Idle time after which the instance goes; null is never.</param>
/// <param name="Parallel">Requests at the same time; null is the host's usual number.</param>
/// <param name="Gpu">Null is as much of the model and its context on the GPU as fits.</param>
/// <param name="JustInTime">Loaded by a request for it: goes when another such load comes.</param>
/// <param name="Fields">The load configuration as the caller gave it, key and value.</param>
internal sealed record LoadSettings(
    string? Identifier = null,
    int? ContextLength = null,
    TimeSpan? TimeToLive = null,
    int? Parallel = null,
    GpuShare? Gpu = null,
    bool JustInTime = false,
    JsonArray? Fields = null)
{
    /// <summary>What a load on request gets where the request says nothing.</summary>
    public static TimeSpan JustInTimeToLive { get; } = TimeSpan.FromMinutes(60);

    /// <summary>What that model is granted.</summary>
    public int ContextFor(SimulatedModel model) => Math.Clamp(ContextLength ?? model.DefaultContextLength, 1, model.MaxContextLength);
}

/// <param name="Ratio">Of the model's layers, 0 to 1.</param>
/// <param name="Context">The cache too.</param>
internal sealed record GpuShare(double Ratio = 1, bool Context = true);
