using Chatbot.LmStudioSimulator.Hosts;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.LmStudio.Tests.Simulator;

/// <summary>A simulated LM Studio in the process of the test: it loads and writes at once unless told otherwise.</summary>
internal sealed class SimulatorApplication(TimeProvider? time = null, params (string Key, string Value)[] settings) : WebApplicationFactory<SimulatedHost>
{
    public const string Small = "qwen/qwen3-4b";
    public const string Large = "qwen/qwen3-vl-8b";
    public const string Embedding = "text-embedding-nomic-embed-text-v1.5";

    public SimulatedHost Host => Services.GetRequiredService<SimulatedHosts>().Only;

    /// <summary>Authenticated, in one namespace.</summary>
    public async Task<SimulatorSocket> ConnectAsync(string path)
    {
        var socket = await Server.CreateWebSocketClient().ConnectAsync(new Uri(Server.BaseAddress, path), TestContext.Current.CancellationToken);
        var connection = new SimulatorSocket(socket);
        await connection.SendAsync("""{"authVersion":1,"clientIdentifier":"guest:test","clientPasskey":"secret"}""");
        Assert.Equal("""{"success":true}""", (await connection.NextAsync()).GetRawText());
        return connection;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("Simulator:LoadSecondsPerGigabyte", "0");
        builder.UseSetting("Simulator:TokensPerSecond", "0");
        builder.UseSetting("Simulator:PromptMilliseconds", "0");
        foreach (var (key, value) in settings) builder.UseSetting($"Simulator:{key}", value);
        if (time is not null) builder.ConfigureTestServices(services => services.AddSingleton(time));
    }
}
