using Chatbot.Auth.Contracts;
using Chatbot.Auth.Keys;
using Chatbot.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Chatbot.Auth.Tests;

public sealed class KeyRotationTests
{
    [Fact]
    public async Task After_ninety_days_a_new_key_is_published_first_and_then_signs()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var app = await AuthApplication.StartAsync(database);
        var web = await WebClient.CreateAsync(app);
        var first = await KeyOfATokenAsync();

        app.Clock.Advance(KeyStore.RotateAfter);
        var ring = app.Services.GetRequiredService<KeyRing>();
        await Eventually.TrueAsync(() => ring.Keys.Count == 2, "a second key is there");
        Assert.Equal(2, (await PublishedAsync(app)).Count);
        Assert.Equal(first, await KeyOfATokenAsync());

        app.Clock.Advance(KeyStore.PublishBefore);
        await Eventually.TrueAsync(() => ring.Keys[0].KeyId != first, "the second key signs");
        var second = await KeyOfATokenAsync();
        Assert.NotEqual(first, second);
        Assert.Equal(new[] { first, second }.Order(), (await PublishedAsync(app)).Order());

        async Task<string> KeyOfATokenAsync() => new JsonWebToken(await web.ServiceTokenAsync(Clients.Chat, Scopes.Infer, Audiences.AgentOf("desk"))).Kid;
    }

    [Fact]
    public void A_protected_key_opens_under_its_own_id_and_secret_only()
    {
        var protection = Protection("one secret of at least 32 characters");
        var stored = protection.Protect("a", [1, 2, 3]);

        Assert.Equal([1, 2, 3], protection.Unprotect("a", stored)!);
        Assert.Null(protection.Unprotect("b", stored));
        Assert.Null(Protection("other secret of at least 32 characters").Unprotect("a", stored));
        Assert.Null(protection.Unprotect("a", stored.AsSpan(0, 10)));
    }

    private static KeyProtection Protection(string secret) => new(Options.Create(new AuthOptions { Secret = secret }));

    private static async Task<List<string>> PublishedAsync(AuthApplication app)
    {
        using var client = app.CreateClient();
        var keys = await WebClient.JsonAsync(await client.GetAsync("/.well-known/jwks"));
        return [.. keys["keys"]!.AsArray().Select(key => (string)key!["kid"]!)];
    }
}
