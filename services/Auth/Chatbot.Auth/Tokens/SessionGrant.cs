using System.Security.Claims;
using Chatbot.Auth.Contracts;
using Chatbot.Auth.Entitlements;
using Chatbot.Auth.Sessions;
using Microsoft.Extensions.Options;

namespace Chatbot.Auth.Tokens;

/// <summary>A session's handle for a person's token.</summary>
internal sealed class SessionGrant(SessionStore sessions, IOptionsSnapshot<EntitlementsOptions> entitlements)
{
    public async Task<ClaimsIdentity?> PrincipalAsync(string? handle, CancellationToken cancellationToken) =>
        handle is not null && await sessions.UseAsync(new SessionHandle(handle), cancellationToken) is { } account
            ? PersonIdentity.Of(account, entitlements.Value.For(account.UserType), Scopes.Person, Scopes.OpenAi)
            : null;
}
