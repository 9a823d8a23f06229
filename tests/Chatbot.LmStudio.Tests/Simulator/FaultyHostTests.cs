using System.Net.Http.Json;
using Chatbot.LmStudioSimulator.Hosts;

namespace Chatbot.LmStudio.Tests.Simulator;

/// <summary>One host, whose faults a test sets.</summary>
public abstract class FaultyHostTests : IAsyncLifetime
{
    private protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    private protected SimulatorFleet Fleet { get; } = new(("TokensPerSecond", "500"));

    private protected SimulatedHost Host => Fleet.Hosts[0];

    private protected HttpClient Http { get; private set; } = null!;

    private protected LmStudioClient Client { get; private set; } = null!;

    public ValueTask InitializeAsync()
    {
        (Http, Client) = (Fleet.Client(), Fleet.StudioClient());
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Client.DisposeAsync();
        await Fleet.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected static object Sky(bool stream) => new { model = SimulatorApplication.Small, stream, messages = new[] { new { role = "user", content = "Why is the sky blue?" } } };

    private protected async Task SetAsync(string json)
    {
        using var response = await Fleet.SetFaultsAsync(json);
        response.EnsureSuccessStatusCode();
    }

    private protected Task<HttpResponseMessage> AskAsync() => Http.PostAsJsonAsync("v1/chat/completions", Sky(stream: false), Stop);
}
