namespace Chatbot.Chat.Models.Routing;

/// <summary>A place that may be asked for a model.</summary>
/// <param name="Away">Not heard of lately, or its LM Studio is not well.</param>
/// <param name="Failed">Its agent did not answer this replica a moment ago.</param>
internal sealed record Candidate(Place Place, Wait Wait, bool Away = false, bool Failed = false)
{
    public bool IsLoaded => Wait.Standing == Standing.Loaded;

    public bool NeedsLoad => Wait.Standing == Standing.Cold;

    /// <summary>Only asked when nothing better is left.</summary>
    public bool Last => Away || Failed;
}
