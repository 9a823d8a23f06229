using Chatbot.ModelCatalog.Contracts;

namespace Chatbot.Web.ModelCatalog;

/// <summary>What a load would take and displace, in a sentence.</summary>
internal static class EstimateText
{
    /// <param name="nameOf">What people call a model; the estimate has its id.</param>
    public static string Of(HostEstimate estimate, Func<string, string>? nameOf = null) => estimate switch
    {
        { Fits: false, Reason: { Length: > 0 } reason } => reason,
        { Fits: false } => FleetTexts.DoesNotFit,
        { WouldUnload.Count: > 0 } => Sentence.Of(FleetTexts.WouldUnload, string.Join(", ", nameOf is null ? estimate.WouldUnload : estimate.WouldUnload.Select(nameOf)), Needs(estimate)),
        _ => Sentence.Of(FleetTexts.FitsWith, Needs(estimate)),
    };

    private static string Needs(HostEstimate estimate)
    {
        if (estimate.RequiredBytes is not { } required) return FleetTexts.NeedsUnknown;
        var needs = Sentence.Of(estimate.Confidence == "high" ? FleetTexts.Needs : FleetTexts.NeedsAbout, ModelText.Memory(required));
        return estimate.FreeBytes is { } free ? $"{needs}, {Sentence.Of(FleetTexts.FreeNow, ModelText.Memory(Math.Max(0, free)))}" : needs;
    }
}
