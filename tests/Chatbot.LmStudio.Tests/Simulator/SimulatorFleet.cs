using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Chatbot.LmStudioSimulator.Hosts;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.LmStudio.Tests.Simulator;

/// <summary>Simulated hosts on ports of their own: what a connection's end looks like, and which port one came by, only shows there.</summary>
internal sealed class SimulatorFleet : WebApplicationFactory<SimulatedHost>
{
    private readonly (string Key, string Value)[] _settings;
    private readonly ServiceProvider _clients = new ServiceCollection().AddHttpClient().BuildServiceProvider();

    /// <param name="settings">Without the section, such as <c>Hosts:0:Name</c>; without any host it is one.</param>
    public SimulatorFleet(params (string Key, string Value)[] settings)
    {
        _settings = settings;
        UseKestrel();
        StartServer();
    }

    public IReadOnlyList<SimulatedHost> Hosts => [.. Services.GetRequiredService<SimulatedHosts>().Studios.Select(studio => studio.Host)];

    public Uri Address(int host = 0) => new(Services.GetRequiredService<SimulatedHosts>().Addresses().ElementAt(host).Url + "/");

    public HttpClient Client(int host = 0)
    {
        var client = _clients.GetRequiredService<IHttpClientFactory>().CreateClient();
        client.BaseAddress = Address(host);
        return client;
    }

    public LmStudioClient StudioClient(int host = 0, string? token = null, TimeSpan? timeout = null) => new(
        _clients.GetRequiredService<IHttpClientFactory>().CreateClient,
        new LmStudioOptions { BaseUrl = Address(host), ApiToken = token, CallTimeout = timeout ?? TimeSpan.FromSeconds(10), LoadSilenceTimeout = timeout ?? TimeSpan.FromSeconds(10) },
        TimeProvider.System);

    public async Task<JsonElement> StatusAsync(int host = 0)
    {
        using var client = Client(host);
        return await client.GetFromJsonAsync<JsonElement>("simulator", TestContext.Current.CancellationToken);
    }

    public async Task<HttpResponseMessage> SetFaultsAsync(string json, int host = 0)
    {
        using var client = Client(host);
        using var body = new StringContent(json, Encoding.UTF8, "application/json");
        return await client.PutAsync("simulator/faults", body, TestContext.Current.CancellationToken);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _clients.DisposeAsync();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("urls", "http://127.0.0.1:0");
        builder.UseSetting("shutdownTimeoutSeconds", "1");
        builder.UseSetting("Logging:LogLevel:Default", "Error");
        builder.UseSetting("Simulator:LoadSecondsPerGigabyte", "0");
        builder.UseSetting("Simulator:TokensPerSecond", "0");
        builder.UseSetting("Simulator:PromptMilliseconds", "0");
        foreach (var (key, value) in _settings) builder.UseSetting($"Simulator:{key}", value);
    }
}
