using System.Security.Claims;
using Chatbot.Auth.ApiKeys;
using Chatbot.Auth.Contracts;
using Chatbot.Auth.Data;
using Chatbot.Auth.Entitlements;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;

namespace Chatbot.Auth.Tokens;

/// <summary>An API key for its owner's token, good where the key's scopes say.</summary>
internal sealed class ApiKeyGrant(AuthDbContext db, IOptionsSnapshot<EntitlementsOptions> entitlements, TimeProvider time)
{
    // A busy key is traded often: its row is written once a minute at most.
    private static readonly TimeSpan Precision = TimeSpan.FromMinutes(1);

    public async Task<ClaimsIdentity?> PrincipalAsync(string? secret, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(secret)) return null;
        var (hash, now) = (new ApiKeySecret(secret).Hash(), time.GetUtcNow());
        var key = await db.ApiKeys.AsNoTracking().Include(row => row.Account)
            .SingleOrDefaultAsync(row => row.Hash == hash && (row.ExpiresAt == null || row.ExpiresAt > now), cancellationToken);
        if (key is null || key.Account.IsDisabled) return null;

        if (key.LastUsedAt is not { } used || now - used >= Precision)
            await db.ApiKeys.Where(row => row.Id == key.Id).ExecuteUpdateAsync(row => row.SetProperty(it => it.LastUsedAt, now), cancellationToken);

        var identity = PersonIdentity.Of(key.Account, entitlements.Value.For(key.Account.UserType), [.. key.Scopes.Select(ScopeOf)]);
        identity.AddClaim(new Claim(ChatbotClaims.ApiKey, key.Id.ToString()));
        identity.SetDestinations(static _ => [OpenIddictConstants.Destinations.AccessToken]);
        return identity;
    }

    private static string ScopeOf(string keyScope) => keyScope == ApiKeyScopes.Api ? Scopes.Person : Scopes.OpenAi;
}
