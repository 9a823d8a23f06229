using System.Security.Claims;
using Chatbot.Auth.Contracts;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Chatbot.Auth.Tokens;

/// <summary>OpenIddict has checked client, secret, grant and scopes; here it is decided whom the token is about.</summary>
internal static class IssueToken
{
    private const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    public static async Task<IResult> HandleAsync(HttpContext context, SessionGrant sessions, ApiKeyGrant keys, CancellationToken cancellationToken)
    {
        var request = context.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("OpenIddict has not read the request.");
        if (request.IsClientCredentialsGrantType())
        {
            return ServiceGrant.Principal(request) is { } service
                ? SignIn(service)
                : Refuse(Errors.InvalidScope, "Name one scope that services are given, and for one of an agent its host as the resource, agent:<host>.");
        }

        var person = request.GrantType == Clients.ApiKeyGrant
            ? await keys.PrincipalAsync((string?)request["key"], cancellationToken)
            : await sessions.PrincipalAsync((string?)request["session"], cancellationToken);
        return person is not null ? SignIn(person) : Refuse(Errors.InvalidGrant, "The session or the key has ended, or there was none.");
    }

    private static SignInHttpResult SignIn(ClaimsIdentity identity) => TypedResults.SignIn(new ClaimsPrincipal(identity), authenticationScheme: Scheme);

    private static ForbidHttpResult Refuse(string error, string description) => TypedResults.Forbid(
        new AuthenticationProperties(new Dictionary<string, string?>
        {
            [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
            [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
        }),
        [Scheme]);
}
