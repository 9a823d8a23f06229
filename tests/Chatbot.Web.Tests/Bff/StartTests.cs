using System.Net;
using Chatbot.Testing;
using Chatbot.Web.Tests.Fakes;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Chatbot.Web.Tests.Bff;

public sealed class StartTests(WebHost web) : IClassFixture<WebHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "Auth:Secret is missing")]
    [InlineData("too short", "Auth:Secret is too short")]
    public async Task Without_a_proper_secret_the_web_does_not_start_and_says_why(string secret, string why)
    {
        await using var broken = web.WithWebHostBuilder(builder => builder.UseSetting("Auth:Secret", secret));
        var failure = Assert.Throws<OptionsValidationException>(() => broken.CreateClient());
        Assert.Contains(why, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_ring_lies_sealed_in_redis()
    {
        using var browser = await web.GuestAsync();
        await using var redis = await ConnectionMultiplexer.ConnectAsync($"{await TestServers.RedisAsync()},defaultDatabase=9");
        var keys = await redis.GetDatabase().ListRangeAsync("web:data-protection");
        Assert.NotEmpty(keys);
        Assert.All(keys, key => Assert.Contains("sealedKey", key.ToString(), StringComparison.Ordinal));
        Assert.All(keys, key => Assert.DoesNotContain("masterKey", key.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void The_pages_socket_takes_the_longest_message()
    {
        var hub = typeof(CircuitOptions).Assembly.GetType("Microsoft.AspNetCore.Components.Server.ComponentHub", throwOnError: true)!;
        var options = (IOptions<HubOptions>)web.Services.GetRequiredService(typeof(IOptions<>).MakeGenericType(typeof(HubOptions<>).MakeGenericType(hub)));
        // 100,000 characters of three bytes each, and what stands around them.
        Assert.True(options.Value.MaximumReceiveMessageSize > 400_000);
    }

    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public async Task A_built_web_serves_its_scripts_and_styles(string environment)
    {
        await using var started = web.WithWebHostBuilder(builder => builder.UseEnvironment(environment));
        using var browser = started.CreateClient();
        foreach (var path in new[] { "/_framework/blazor.web.js", "/Chatbot.Web.styles.css", "/app.css", "/app.js", "/Components/Chat/Composer.razor.js" })
        {
            using var response = await browser.GetAsync(path, Token);
            Assert.True(response.StatusCode == HttpStatusCode.OK, $"{path} in {environment}: {response.StatusCode}");
        }
    }
}
