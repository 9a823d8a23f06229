extern alias Simulator;

using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Chatbot.LmStudioAgent.Tests.Service;

/// <summary>A simulated LM Studio on a free port: the agent's WebSocket needs a real one.</summary>
internal sealed class SimulatedStudio : WebApplicationFactory<Simulator::Program>
{
    private readonly double _secondsPerGigabyte;
    private readonly (string Name, string Value)[] _settings;

    /// <param name="settings">More of the section <c>Simulator</c>.</param>
    public SimulatedStudio(double secondsPerGigabyte, params (string Name, string Value)[] settings)
    {
        (_secondsPerGigabyte, _settings) = (secondsPerGigabyte, settings);
        UseKestrel();
        StartServer();
    }

    public Uri Address => ClientOptions.BaseAddress;

    /// <param name="faults">Such as <c>new { outOfMemory = new { times = 1 } }</c>; they replace those before.</param>
    public async Task SetFaultsAsync(object faults)
    {
        using var client = CreateClient();
        using var answer = await client.PutAsJsonAsync("simulator/faults", faults, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    public async Task<int> LoadsStartedAsync() => (await StatusAsync()).GetProperty("loadsStarted").GetInt32();

    public async Task<string[]> InstancesAsync() => [.. (await StatusAsync()).GetProperty("instances").EnumerateArray().Select(instance => instance.GetString()!)];

    /// <summary>As somebody would in LM Studio's own window.</summary>
    public Task LoadAsync(string model) => PostAsync("api/v1/models/load", new { model });

    /// <summary>As somebody would in LM Studio's own window.</summary>
    public Task UnloadAsync(string instance) => PostAsync("api/v1/models/unload", new { instance_id = instance });

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        // As a setting, not as the factory's port: that one is set while the server may be starting already.
        builder.UseSetting("urls", "http://127.0.0.1:0");
        // Sockets that are still open do not hold up its end: what waits on them has deadlines of its own.
        builder.UseSetting("shutdownTimeoutSeconds", "1");
        builder.UseSetting("Simulator:LoadSecondsPerGigabyte", _secondsPerGigabyte.ToString(CultureInfo.InvariantCulture));
        builder.UseSetting("Simulator:TokensPerSecond", "400");
        builder.UseSetting("Simulator:PromptMilliseconds", "5");
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        foreach (var (name, value) in _settings) builder.UseSetting($"Simulator:{name}", value);
    }

    public async Task<JsonElement> StatusAsync()
    {
        using var client = CreateClient();
        return await client.GetFromJsonAsync<JsonElement>("simulator", TestContext.Current.CancellationToken);
    }

    private async Task PostAsync(string route, object body)
    {
        using var client = CreateClient();
        using var answer = await client.PostAsJsonAsync(route, body, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }
}
