using System.Collections.Immutable;
using System.Security.Claims;
using System.Text.RegularExpressions;
using Chatbot.Auth.Contracts;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;
using Scopes = Chatbot.Auth.Contracts.Scopes;

namespace Chatbot.Auth.Tokens;

/// <summary>Client credentials: the token is about the service itself.</summary>
internal static partial class ServiceGrant
{
    /// <summary>Null for a scope that only people's tokens have, for several, and for none; for an agent's without its one host, and a host with any other.</summary>
    public static ClaimsIdentity? Principal(OpenIddictRequest request)
    {
        if (request.GetScopes() is not [var scope] || AudienceOf(scope, request.GetResources()) is not { } audience) return null;

        var identity = new ClaimsIdentity(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
        identity.SetClaim(Claims.Subject, request.ClientId);
        identity.SetScopes(scope);
        identity.SetResources(audience);
        identity.SetDestinations(static _ => [Destinations.AccessToken]);
        return identity;
    }

    private static string? AudienceOf(string scope, ImmutableArray<string> resources) => (scope, resources) switch
    {
        (Scopes.SignIn or Scopes.ManageAgents, []) => Audiences.Auth,
        (Scopes.ConnectAgent, []) => Audiences.Catalog,
        (Scopes.Infer or Scopes.ReadAgent, [var agent]) when AgentOfOneHost().IsMatch(agent) => agent,
        _ => null,
    };

    // Audiences.AgentOf; which hosts there are, auth does not know.
    [GeneratedRegex(@"^agent:[a-z0-9-]{1,63}\z")]
    private static partial Regex AgentOfOneHost();
}
