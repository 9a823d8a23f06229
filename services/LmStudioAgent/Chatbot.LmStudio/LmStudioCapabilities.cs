namespace Chatbot.LmStudio;

/// <summary>What this LM Studio can do, found by the shape of its answers: it says 200 to unknown routes, so a status proves nothing.</summary>
/// <param name="WebSocket">Loads with progress, TTL and cancel.</param>
/// <param name="RestV1">The native REST API, since 0.4.0.</param>
/// <param name="Version">Such as <c>0.4.16</c>; null when it does not say.</param>
public sealed record LmStudioCapabilities(bool WebSocket, bool RestV1, string? Version);
