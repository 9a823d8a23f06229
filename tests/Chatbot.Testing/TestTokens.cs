using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using Chatbot.Auth.Contracts;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Chatbot.Testing;

/// <summary>Access tokens as auth makes them, signed by a key that only the tests and the service under test know.</summary>
public static class TestTokens
{
    public const string Issuer = "http://auth/";
    private static readonly ECDsaSecurityKey Key = new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>Makes a service trust these tokens: its checks of issuer, audience, type and scope stay as they are.</summary>
    public static IServiceCollection TrustTestTokens(this IServiceCollection services) =>
        services.PostConfigure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, options =>
        {
            options.ConfigurationManager = null;
            options.Configuration = new OpenIdConnectConfiguration { Issuer = Issuer };
            options.TokenValidationParameters.IssuerSigningKey = Key;
        });

    public static string For(TestUser user, string audience, string scope = $"{Scopes.Person} {Scopes.OpenAi}")
    {
        var claims = new List<Claim> { new("sub", user.Id.ToString()), new("scope", scope), new(ChatbotClaims.UserType, user.Type) };
        if (user.Email is not null) claims.Add(new(ChatbotClaims.Email, user.Email));
        if (user.MessagesPerDay is { } limit) claims.Add(new(ChatbotClaims.MessagesPerDay, limit.ToString(CultureInfo.InvariantCulture)));
        claims.AddRange(user.Permissions.Select(permission => new Claim(ChatbotClaims.Permission, permission)));
        claims.AddRange(user.Models.Select(model => new Claim(ChatbotClaims.Model, model)));
        return Create(claims, audience);
    }

    public static string ForService(string client, string audience, string scope) =>
        Create([new("sub", client), new("scope", scope), new("client_id", client)], audience);

    private static string Create(IEnumerable<Claim> claims, string audience) =>
        new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = audience,
            Subject = new ClaimsIdentity(claims),
            Expires = TimeProvider.System.GetUtcNow().AddMinutes(10).UtcDateTime,
            TokenType = "at+jwt",
            SigningCredentials = new SigningCredentials(Key, SecurityAlgorithms.EcdsaSha256),
        });
}
