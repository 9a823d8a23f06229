using System.Globalization;
using System.Security.Claims;
using Chatbot.Auth.Accounts;
using Chatbot.Auth.Contracts;
using Chatbot.Auth.Entitlements;
using Chatbot.Auth.Sessions;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;
using Scopes = Chatbot.Auth.Contracts.Scopes;

namespace Chatbot.Auth.Tokens;

/// <summary>A session's handle for a person's token: who it is, and what the account's type may do.</summary>
internal sealed class SessionGrant(SessionStore sessions, IOptionsSnapshot<EntitlementsOptions> entitlements)
{
    public async Task<ClaimsIdentity?> PrincipalAsync(string? handle, CancellationToken cancellationToken) =>
        handle is not null && await sessions.UseAsync(new SessionHandle(handle), cancellationToken) is { } account
            ? Describe(account, entitlements.Value.For(account.UserType))
            : null;

    private static ClaimsIdentity Describe(Account account, EntitlementOptions entitlement)
    {
        var identity = new ClaimsIdentity(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
        identity.SetClaim(Claims.Subject, account.Id.ToString());
        identity.SetClaim(ChatbotClaims.Email, account.Email);
        identity.SetClaim(ChatbotClaims.UserType, account.UserType);
        if (entitlement.MessagesPerDay is { } limit)
            identity.AddClaim(new Claim(ChatbotClaims.MessagesPerDay, limit.ToString(CultureInfo.InvariantCulture), ClaimValueTypes.Integer32));
        identity.AddClaims((entitlement.Models ?? []).Select(model => new Claim(ChatbotClaims.Model, model)));
        identity.AddClaims((entitlement.Permissions ?? []).Select(permission => new Claim(ChatbotClaims.Permission, permission)));

        identity.SetScopes(Scopes.Person);
        identity.SetResources(Audiences.Auth, Audiences.Chat, Audiences.Catalog);
        identity.SetDestinations(static _ => [Destinations.AccessToken]);
        return identity;
    }
}
