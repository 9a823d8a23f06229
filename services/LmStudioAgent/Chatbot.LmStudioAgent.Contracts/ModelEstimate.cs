namespace Chatbot.LmStudioAgent.Contracts;

/// <summary>
/// Answer of <c>GET /estimate?modelKey=&amp;contextLength=</c> on the agent (scope <c>agent.read</c>): what a load would take
/// here, and what would have to go for it. Nothing is changed.
/// </summary>
/// <param name="Fits">It can be loaded, after unloading what <paramref name="WouldUnload"/> names. True where nobody knows the budget.</param>
/// <param name="RequiredBytes">Null when unknown.</param>
/// <param name="FreeBytes">Of the budget, before anything is unloaded; null when unknown.</param>
/// <param name="Confidence">One of <see cref="EstimateConfidences"/>.</param>
/// <param name="WouldUnload">Instance ids in the order they would go, some of them only when their running answers have ended.</param>
/// <param name="Reason">A sentence for people where it does not fit.</param>
public sealed record ModelEstimate(
    string ModelKey, bool Fits, long? RequiredBytes, long? FreeBytes, string Confidence, IReadOnlyList<string> WouldUnload, string? Reason);

public static class EstimateConfidences
{
    /// <summary>LM Studio's own, which it trusts.</summary>
    public const string High = "high";

    /// <summary>Guessed from the size of the file.</summary>
    public const string Low = "low";
}
