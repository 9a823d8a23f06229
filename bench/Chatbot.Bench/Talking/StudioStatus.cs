namespace Chatbot.Bench.Talking;

/// <summary>What <c>GET /simulator</c> says, as far as it is used here.</summary>
internal sealed record StudioStatus(int RequestsStarted, int RequestsCompleted, int RequestsAborted, IReadOnlyList<StudioChange> RecentChanges, IReadOnlyList<StudioInstance> InstanceDetails)
{
    /// <summary>The last time that happened to that instance.</summary>
    public StudioChange? Last(string what, string identifier) => RecentChanges.LastOrDefault(change => change.What == what && change.Identifier == identifier);
}

/// <param name="LastCancelledAt">When it last stopped working because the caller went, by the clock of this machine.</param>
internal sealed record StudioInstance(string Identifier, int Queued, int Running, DateTimeOffset? LastCancelledAt);

/// <param name="At">By the clock of this machine.</param>
internal sealed record StudioChange(DateTimeOffset At, string What, string Identifier)
{
    public const string LoadStarted = "load-started";
    public const string Loaded = "loaded";
    public const string Unloaded = "unloaded";
}
