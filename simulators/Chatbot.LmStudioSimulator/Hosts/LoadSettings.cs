using System.Text.Json.Nodes;

namespace Chatbot.LmStudioSimulator.Hosts;

/// <param name="Identifier">Null takes the model's key, or <c>key:2</c>, <c>key:3</c> where that is taken.</param>
/// <param name="ContextLength">Null is the model's default; more than the model can take is cut to that.</param>
/// <param name="TimeToLive">Idle time after which the instance goes; null is never.</param>
/// <param name="JustInTime">Loaded by a request for it: goes when another such load comes.</param>
/// <param name="Fields">The load configuration as the caller gave it, key and value.</param>
internal sealed record LoadSettings(
    string? Identifier = null,
    int? ContextLength = null,
    TimeSpan? TimeToLive = null,
    int Parallel = 4,
    bool JustInTime = false,
    JsonArray? Fields = null)
{
    /// <summary>What a load on request gets where the request says nothing.</summary>
    public static TimeSpan JustInTimeToLive { get; } = TimeSpan.FromMinutes(60);
}
