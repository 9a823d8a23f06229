using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using Chatbot.Auth.Contracts;
using Chatbot.LmStudioAgent.Catalog;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.LmStudioAgent.Studio;
using Chatbot.Testing;
using MassTransit;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.LmStudioAgent.Tests.Service;

/// <summary>The agent as it is, with the bus in memory and a simulated LM Studio of its own.</summary>
internal sealed class AgentApplication(Uri? studio, params (string Name, string Value)[] settings) : WebApplicationFactory<AgentOptions>
{
    public const string HostId = "desk";

    public BusLog Bus { get; } = new();

    /// <summary>Null is a catalog that does not answer.</summary>
    public FakeCatalog? Catalog { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>More of how it looks at LM Studio.</summary>
    public Action<StudioOptions> Watch { get; init; } = _ => { };

    /// <summary>What this agent remembers.</summary>
    public string Folder { get; init; } = Path.Combine(Path.GetTempPath(), $"chatbot-agent-{Guid.CreateVersion7():n}");

    public HttpClient CreateChatClient(string scope = Scopes.Infer, string host = HostId)
    {
        var client = CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TestTokens.ForService(Clients.Chat, Audiences.AgentOf(host), scope));
        return client;
    }

    public async Task SendAsync<T>(T command) where T : class
    {
        var endpoint = await Services.GetRequiredService<IBus>().GetSendEndpoint(new Uri($"exchange:{AgentQueues.For(HostId)}"));
        await endpoint.Send(command, TestContext.Current.CancellationToken);
    }

    public Task<OperationEnded> EndOfAsync(Guid operation) => Seen(() => Bus.End(operation), $"the end of operation {operation}");

    public Task<HostReported> ReportAsync(Func<HostReported, bool> wanted, string what) => Seen(() => Bus.Latest is { } report && wanted(report) ? report : null, what);

    public Task<HostReported> ReadyAsync() => ReportAsync(report => report.LmStudio.Health == LmStudioHealth.Ok, "LM Studio is found");

    public static async Task<T> Seen<T>(Func<T?> look, string what) where T : class
    {
        T? found = null;
        await Eventually.TrueAsync(() => (found = look()) is not null, what);
        return found!;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("ConnectionStrings:messaging", "amqp://guest:guest@127.0.0.1:1/");
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        builder.UseSetting("Agent:HostId", HostId);
        builder.UseSetting("Agent:DataFolder", Folder);
        builder.UseSetting("Auth:ClientSecret", "agent");
        builder.UseSetting("Agent:PublicAddress", "http://agent.example/");
        if (studio is not null) builder.UseSetting("LMSTUDIO_BASE_URL", $"{studio}v1");
        foreach (var (name, value) in settings) builder.UseSetting(name, value);
        builder.ConfigureTestServices(services =>
        {
            services.TrustTestTokens();
            services.AddSingleton(Bus);
            services.AddSingleton(Time);
            // What runs on this very machine is not part of a test.
            services.Configure<StudioOptions>(options => options.Discovery = new() { Usual = new Uri("http://127.0.0.1:1/"), LocalPorts = [], Home = Folder });
            services.Configure(Watch);
            if (Catalog is not null) services.AddHttpClient(CatalogConnection.HttpClientName, client => client.BaseAddress = new Uri("http://catalog/")).ConfigureAdditionalHttpMessageHandlers((handlers, _) => handlers.Clear()).ConfigurePrimaryHttpMessageHandler(() => Catalog);
            services.AddMassTransitTestHarness(bus => bus.AddConsumer<BusListener>());
        });
    }
}

internal static class AdmissionCalls
{
    /// <summary>The events of an admission, as they come.</summary>
    public static async IAsyncEnumerable<SseItem<string>> AdmitAsync(this HttpClient client, string model, bool mayLoad = true, string user = "ada")
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var request = new HttpRequestMessage(HttpMethod.Post, "admissions") { Content = JsonContent.Create(new { modelKey = model, user, mayLoad }) };
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancellationToken)) yield return item;
    }

    public static async Task<AdmissionGranted> GrantedAsync(this HttpClient client, string model)
    {
        var last = await client.AdmitAsync(model).LastAsync(TestContext.Current.CancellationToken);
        Assert.Equal("granted", last.EventType);
        return System.Text.Json.JsonSerializer.Deserialize<AdmissionGranted>(last.Data, System.Text.Json.JsonSerializerOptions.Web)!;
    }

    public static async Task<HttpResponseMessage> InferAsync(this HttpClient client, string ticket, string text, bool stream = true)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/chat/completions");
        request.Headers.Add(AdmissionHeaders.Ticket, ticket);
        request.Content = JsonContent.Create(new { model = "whatever", stream, messages = new[] { new { role = "user", content = text } } });
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }
}
