namespace Chatbot.LmStudio;

/// <summary>What this LM Studio can do, found by the shape of its answers: it says 200 to unknown routes, so a status proves nothing.</summary>
/// <param name="WebSocket">Loads with progress, TTL and cancel.</param>
/// <param name="RestV1">The native REST API, since 0.4.0.</param>
/// <param name="Version">Such as <c>0.4.16</c>; null when it does not say.</param>
public sealed record LmStudioCapabilities(bool WebSocket, bool RestV1, string? Version)
{
    /// <summary>The REST API before that, since 0.3.6: models and their state.</summary>
    public bool RestV0 { get; init; }

    /// <summary>
    /// What was asked for and is not there, and is not asked for again as long as the version stays: endpoints of the
    /// WebSocket such as <c>llm/estimateModelUsage</c>, whole namespaces such as <c>runtime</c>, routes such as
    /// <c>GET api/v1/models</c>. In alphabetical order; what was never tried is not in it.
    /// </summary>
    public IReadOnlyList<string> Missing { get; init; } = [];
}
