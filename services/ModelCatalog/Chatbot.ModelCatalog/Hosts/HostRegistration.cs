using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.ModelCatalog.Hosts;

/// <summary>What the table of hosts says of one beyond its reports: the same for every replica, a moment later.</summary>
/// <param name="Epoch">Of the agent that serves it; 0 before any connected.</param>
/// <param name="Configuration">Set by people.</param>
/// <param name="Address">Fixed at enrolment, or told by the agent when it connected; null where there is only what reports say.</param>
/// <param name="CertificateSha256">Lower-case hex; null where the agent has no TLS.</param>
internal sealed record HostRegistration(
    string Id, long Epoch, HostConfiguration Configuration, bool Enrolled, Uri? Address, string? CertificateSha256, bool Removed)
{
    /// <summary>Of a host that only reports.</summary>
    public static HostRegistration None(string id) => new(id, 0, new HostConfiguration(), false, null, null, false);
}
