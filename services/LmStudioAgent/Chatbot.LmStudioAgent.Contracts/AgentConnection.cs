namespace Chatbot.LmStudioAgent.Contracts;

/// <summary>
/// Body of <c>POST /agents/{hostId}/connection</c> on the catalog (scope <c>catalog.agent</c>), at the agent's start and every
/// 30 s. Answers 200 <see cref="AgentConnection"/>; 409 where another agent serves the host, 403 where this agent may not
/// serve it or the host was removed: the agent then says so and stops.
/// </summary>
/// <param name="AgentId">This agent process.</param>
/// <param name="Epoch">The one held; null asks for one.</param>
/// <param name="Address">Base address of the agent's HTTP.</param>
/// <param name="CertificateSha256">Of the agent's TLS certificate in lower-case hex; null where it has none.</param>
public sealed record AgentConnect(Guid AgentId, DateTimeOffset StartedAt, string Name, Uri Address, long? Epoch, string? CertificateSha256);

/// <param name="Epoch">Higher than that of any agent of the host before.</param>
public sealed record AgentConnection(long Epoch, HostConfiguration Configuration);

/// <summary>What people set for a host. Null leaves it to the agent's own configuration.</summary>
/// <param name="Name">For people.</param>
/// <param name="Draining">Take no new request, finish what runs.</param>
/// <param name="MemoryBudgetBytes">What models may take together.</param>
/// <param name="EvictForeign">Whether instances that somebody else loaded may go to make room.</param>
public sealed record HostConfiguration(string? Name = null, bool Draining = false, long? MemoryBudgetBytes = null, bool? EvictForeign = null);

/// <summary>Answer of an agent's <c>GET /alive</c>: which process listens there.</summary>
public sealed record AgentAlive(string HostId, Guid AgentId);

/// <summary>
/// Body of <c>POST /agents/enrol</c> on the catalog, without any credentials but the one-time token that
/// <c>POST /api/hosts</c> gave. 401 where the token is unknown, used or too old.
/// </summary>
/// <param name="Address">Where the chat service reaches this agent from now on.</param>
/// <param name="CertificateSha256">Of the agent's TLS certificate in lower-case hex, pinned from now on; null for plain HTTP.</param>
public sealed record AgentEnrolment(string Token, Uri Address, string? CertificateSha256);

/// <summary>The agent's own account, kept by it and nowhere else.</summary>
/// <param name="Messaging">Connection string of the broker; null where the operator gives it to the agent himself.</param>
public sealed record AgentCredentials(string HostId, string Name, string ClientId, string ClientSecret, string? Messaging);
