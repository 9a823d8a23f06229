using System.ComponentModel.DataAnnotations;

namespace Chatbot.Auth.Contracts;

/// <summary>
/// Body of <c>POST /clients/agents</c> (scope <see cref="Scopes.ManageAgents"/>), answered by 200 and <see cref="AgentClient"/>: a
/// client for the agent of that host, with a new secret where there was one. <c>DELETE /clients/agents/{hostId}</c> takes it away: 204,
/// also where there was none.
/// </summary>
public sealed record AgentClientRequest([Required, RegularExpression("[a-z0-9-]{1,63}", ErrorMessage = "hostId: lower-case letters, digits and dashes only, at most 63.")] string HostId);

/// <param name="ClientSecret">Told once; auth keeps its hash.</param>
public sealed record AgentClient(string ClientId, string ClientSecret);
