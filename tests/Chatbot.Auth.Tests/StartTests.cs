using System.Diagnostics;
using System.Net;
using Chatbot.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Chatbot.Auth.Tests;

public sealed class StartTests
{
    [Theory]
    [InlineData("Auth:Secret", null, "Auth:Secret is missing or too short")]
    [InlineData("Auth:Secret", "shorter than thirty-two chars", "Auth:Secret is missing or too short")]
    [InlineData("Auth:Issuer", "http://auth", "Auth:Issuer must be")]
    [InlineData("Clients:web:Secret", null, "Clients:web:Secret is missing")]
    [InlineData("Clients:chat:Secret", " ", "Clients:chat:Secret is missing")]
    [InlineData("Clients:catalog:Secret", "", "Clients:catalog:Secret is missing")]
    [InlineData("Clients:agent:Secret", null, "Clients:agent:Secret is missing")]
    [InlineData("Entitlements:guest:Permissions:0", "models:fly", "Entitlements:guest:Permissions names 'models:fly'")]
    [InlineData("Entitlements:guest:MessagesPerDay", "-1", "Entitlements:guest:MessagesPerDay is -1")]
    [InlineData("Entitlements:regular:Models:0", "a*b", "Entitlements:regular:Models holds 'a*b'")]
    public async Task Wrong_configuration_stops_the_start_with_the_reason(string key, string? value, string reason)
    {
        await using var app = new AuthApplication("Host=127.0.0.1;Port=1;Database=none", (key, value));
        var exception = Assert.Throws<OptionsValidationException>(() => app.Services.GetRequiredService<IStartupValidator>().Validate());
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_mistake_is_a_sentence_of_its_own_and_the_process_ends()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location]) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.WorkingDirectory = Path.GetDirectoryName(typeof(Program).Assembly.Location)!;
        start.Environment["ConnectionStrings__authdb"] = "Host=127.0.0.1;Port=1;Database=none";
        using var process = Process.Start(start)!;
        var said = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, process.ExitCode);
        Assert.Equal(
            ["Auth:Secret", "Clients:agent:Secret", "Clients:catalog:Secret", "Clients:chat:Secret", "Clients:web:Secret"],
            said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0]).Order());
    }

    [Fact]
    public async Task Until_the_database_is_there_health_says_unready_and_routes_say_offline()
    {
        await using var app = new AuthApplication("Host=127.0.0.1;Port=1;Database=none");
        using var client = app.CreateClient();
        var token = TestContext.Current.CancellationToken;

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/alive", token)).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync("/health", token)).StatusCode);
        var discovery = await client.GetAsync("/.well-known/openid-configuration", token);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, discovery.StatusCode);
        Assert.Equal("offline:auth", await WebClient.CodeAsync(discovery));
    }

    [Fact]
    public async Task Guests_can_be_switched_off()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var app = await AuthApplication.StartAsync(database, ("Guests:Enabled", "false"));
        var answer = await (await WebClient.CreateAsync(app)).PostAsync("/signin/guest");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("forbidden:auth", await WebClient.CodeAsync(answer));
    }
}
