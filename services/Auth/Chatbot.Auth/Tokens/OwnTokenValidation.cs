using Chatbot.Auth.Keys;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Chatbot.Auth.Tokens;

/// <summary>Auth checks tokens as every service does, but takes the keys from its own ring instead of asking itself over HTTP.</summary>
internal sealed class OwnTokenValidation(KeyRing ring, IOptions<AuthOptions> auth) : IConfigureNamedOptions<JwtBearerOptions>
{
    public void Configure(string? name, JwtBearerOptions options)
    {
        if (name != JwtBearerDefaults.AuthenticationScheme) return;
        options.Configuration = new OpenIdConnectConfiguration { Issuer = auth.Value.Issuer };
        options.TokenValidationParameters.IssuerSigningKeyResolver = (_, _, id, _) => ring.Keys.Where(key => key.KeyId == id);
    }

    public void Configure(JwtBearerOptions options) => Configure(Options.DefaultName, options);
}
