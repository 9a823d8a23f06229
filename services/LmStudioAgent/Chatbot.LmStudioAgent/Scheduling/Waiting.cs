namespace Chatbot.LmStudioAgent.Scheduling;

/// <summary>A request that waits for a place.</summary>
/// <param name="Due">Its place in the order: see <see cref="FairOrder"/>.</param>
internal sealed record Waiting(string AdmissionId, string ModelKey, string User, int Priority, bool MayLoad, DateTimeOffset Due)
{
    /// <summary>What it was told last.</summary>
    public Standing? Told { get; init; }
}
