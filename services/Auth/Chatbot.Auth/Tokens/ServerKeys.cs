using Chatbot.Auth.Keys;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;

namespace Chatbot.Auth.Tokens;

/// <summary>OpenIddict's issuer, addresses and keys; made again when the ring changes.</summary>
internal sealed class ServerKeys(KeyRing ring, KeyProtection protection, IOptions<AuthOptions> auth)
    : IConfigureOptions<OpenIddictServerOptions>, IOptionsChangeTokenSource<OpenIddictServerOptions>
{
    public string Name => Options.DefaultName;

    public IChangeToken GetChangeToken() => ring.Watch();

    public void Configure(OpenIddictServerOptions options)
    {
        var issuer = auth.Value.IssuerUri;
        options.Issuer = issuer;
        // The first is the one that discovery tells, and is the issuer's; the second takes requests by whatever Host they name.
        options.TokenEndpointUris.AddRange([new Uri(issuer, "connect/token"), new Uri("connect/token", UriKind.Relative)]);
        options.JsonWebKeySetEndpointUris.Clear();
        options.JsonWebKeySetEndpointUris.AddRange([new Uri(issuer, ".well-known/jwks"), new Uri(".well-known/jwks", UriKind.Relative)]);

        var encryption = new SymmetricSecurityKey(protection.EncryptionKey);
        options.EncryptionCredentials.Add(new EncryptingCredentials(encryption, SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512));
        options.SigningCredentials.AddRange(ring.Keys.Select(key => new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256)));
    }
}
