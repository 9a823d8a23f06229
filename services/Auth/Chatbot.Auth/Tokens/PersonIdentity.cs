using System.Globalization;
using System.Security.Claims;
using Chatbot.Auth.Accounts;
using Chatbot.Auth.Contracts;
using Chatbot.Auth.Entitlements;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;
using Scopes = Chatbot.Auth.Contracts.Scopes;

namespace Chatbot.Auth.Tokens;

/// <summary>What a token says of a person: who it is, and what the account's type may do.</summary>
internal static class PersonIdentity
{
    public static ClaimsIdentity Of(Account account, EntitlementOptions entitlement, params IReadOnlyList<string> scopes)
    {
        var identity = new ClaimsIdentity(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
        identity.SetClaim(Claims.Subject, account.Id.ToString());
        identity.SetClaim(ChatbotClaims.Email, account.Email);
        identity.SetClaim(ChatbotClaims.UserType, account.UserType);
        if (entitlement.MessagesPerDay is { } limit)
            identity.AddClaim(new Claim(ChatbotClaims.MessagesPerDay, limit.ToString(CultureInfo.InvariantCulture), ClaimValueTypes.Integer32));
        identity.AddClaims((entitlement.Models ?? []).Select(model => new Claim(ChatbotClaims.Model, model)));
        identity.AddClaims((entitlement.Permissions ?? []).Select(permission => new Claim(ChatbotClaims.Permission, permission)));

        identity.SetScopes(scopes);
        // What is good for the OpenAI-compatible API alone is shown to no service but the one that has it.
        identity.SetResources(scopes.Contains(Scopes.Person) ? [Audiences.Auth, Audiences.Chat, Audiences.Catalog] : [Audiences.Chat]);
        identity.SetDestinations(static _ => [Destinations.AccessToken]);
        return identity;
    }
}
