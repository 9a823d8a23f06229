using System.ComponentModel.DataAnnotations;

namespace Chatbot.ModelCatalog.Contracts;

/// <summary>Body of <c>POST /api/hosts</c>, answered by 201 and <see cref="EnrolmentToken"/>. A host that was removed comes back by its id.</summary>
/// <param name="Name">For people.</param>
/// <param name="Id">The host's slug; null makes one of the name.</param>
public sealed record AddHostRequest([Required, StringLength(100, MinimumLength = 1)] string Name, string? Id = null);

/// <summary>Also answer of <c>POST /api/hosts/{id}/token</c>, which enrols a host anew.</summary>
/// <param name="Token">Shown once, and used once, by the agent on <c>POST /agents/enrol</c>.</param>
public sealed record EnrolmentToken(string Id, string Token, DateTimeOffset ExpiresAt);
