namespace Chatbot.LmStudioAgent.Scheduling;

/// <summary>What the agent knew of an instance that it loaded, or was loading, when it was stopped.</summary>
/// <param name="Until">An instance of this name that shows up later is somebody else's.</param>
internal sealed record RememberedInstance(string ModelKey, TimeSpan? Ttl, bool Pinned, int? RequestedContextLength, long Bytes, DateTimeOffset Until = default);
