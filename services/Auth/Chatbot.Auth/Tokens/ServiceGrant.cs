using System.Security.Claims;
using Chatbot.Auth.Contracts;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;
using Scopes = Chatbot.Auth.Contracts.Scopes;

namespace Chatbot.Auth.Tokens;

/// <summary>Client credentials: the token is about the service itself.</summary>
internal static class ServiceGrant
{
    /// <summary>Null for a scope that only people's tokens have, for several, and for none.</summary>
    public static ClaimsIdentity? Principal(OpenIddictRequest request)
    {
        if (request.GetScopes() is not [var scope] || AudienceOf(scope) is not { } audience) return null;

        var identity = new ClaimsIdentity(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
        identity.SetClaim(Claims.Subject, request.ClientId);
        identity.SetScopes(scope);
        identity.SetResources(audience);
        identity.SetDestinations(static _ => [Destinations.AccessToken]);
        return identity;
    }

    private static string? AudienceOf(string scope) => scope switch
    {
        Scopes.SignIn or Scopes.ManageAgents => Audiences.Auth,
        Scopes.Infer or Scopes.ReadAgent => Audiences.Agent,
        Scopes.ConnectAgent => Audiences.Catalog,
        _ => null,
    };
}
