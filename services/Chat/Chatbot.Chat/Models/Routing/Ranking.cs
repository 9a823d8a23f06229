namespace Chatbot.Chat.Models.Routing;

/// <summary>
/// In which order places are asked: those that answer, then those where no load is needed, then the least wait. Whether a
/// load beside them pays is decided later, by what their agents say.
/// </summary>
internal static class Ranking
{
    /// <summary>What it is worth not to read a conversation's beginning again.</summary>
    public const double PrefixSeconds = 2;

    /// <param name="prefix">The place that answered the conversation last.</param>
    public static IReadOnlyList<Candidate> Order(IEnumerable<Candidate> candidates, PlaceName? prefix) =>
    [
        .. candidates
            .OrderBy(candidate => candidate.Last)
            .ThenBy(candidate => candidate.NeedsLoad)
            .ThenBy(candidate => candidate.Wait.Seconds - (candidate.IsLoaded && candidate.Place.Name == prefix ? PrefixSeconds : 0))
            .ThenBy(candidate => candidate.Wait.Busy)
            .ThenBy(candidate => candidate.Wait.RequestSeconds)
            // The same on every replica, so that one model is not loaded twice for no reason.
            .ThenBy(candidate => candidate.Place.Host, StringComparer.Ordinal)
            .ThenBy(candidate => candidate.Place.ModelKey, StringComparer.Ordinal),
    ];
}
