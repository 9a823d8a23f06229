namespace Chatbot.ModelCatalog.Contracts;

/// <summary>
/// What a load of a model would take on one host, an entry of <c>GET /api/models/estimate</c>: one for each host that has the
/// model, also those that are away.
/// </summary>
/// <param name="Fits">It can be loaded there, after unloading what <paramref name="WouldUnload"/> names.</param>
/// <param name="RequiredBytes">Null when unknown.</param>
/// <param name="FreeBytes">Before anything is unloaded; null when unknown.</param>
/// <param name="Confidence"><c>high</c> or <c>low</c>.</param>
/// <param name="WouldUnload">Instance ids, in the order they would go.</param>
/// <param name="Reason">A sentence for people where it does not fit, or the host did not say.</param>
public sealed record HostEstimate(
    string Host, bool Fits, long? RequiredBytes, long? FreeBytes, string Confidence, IReadOnlyList<string> WouldUnload, string? Reason);
