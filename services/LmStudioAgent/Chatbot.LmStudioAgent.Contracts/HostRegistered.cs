namespace Chatbot.LmStudioAgent.Contracts;

/// <summary>
/// Where the agent of an enrolled host is reached, whatever its reports say; published by the catalog on change, at its start,
/// when <see cref="RegistrationsWanted"/> asks, and every 30 s. Hosts without enrolment are not in it.
/// </summary>
/// <param name="Address">Fixed at enrolment.</param>
/// <param name="CertificateSha256">Of the agent's TLS certificate in lower-case hex, pinned; null for plain HTTP.</param>
/// <param name="Removed">Nothing is to be sent there any more.</param>
public sealed record HostRegistered(string HostId, Uri Address, string? CertificateSha256, bool Removed);
