using System.Net.Http.Headers;
using Chatbot.Auth.Contracts;
using Chatbot.Chat.Data;
using Chatbot.Chat.Models;
using Chatbot.Chat.Models.Routing;
using Chatbot.Chat.Tools;
using Chatbot.ServiceDefaults.Authentication;
using Chatbot.Testing;
using MassTransit;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

[assembly: AssemblyFixture(typeof(Chatbot.Chat.Tests.Support.ChatHost))]

namespace Chatbot.Chat.Tests.Support;

/// <summary>
/// The service with a real PostgreSQL and Redis, an in-memory bus, and a scripted agent. With <c>CHAT_REPLICAS=3</c> in the
/// environment there are so many, and each request of a client goes to the next.
/// </summary>
public sealed class ChatHost : WebApplicationFactory<Program>, IAsyncLifetime
{
    private static readonly int Replicas = int.TryParse(Environment.GetEnvironmentVariable("CHAT_REPLICAS"), out var replicas) ? replicas : 1;

    private readonly (string Name, string Value)[] _settings = [];
    private readonly List<ChatHost> _others = [];
    private int _requests;
    private readonly TestDatabase? _shared;
    private TestDatabase _database = null!;
    private string _redis = null!;
    private string _blobs = null!;

    public ChatHost()
    {
    }

    private ChatHost(ChatHost other, (string Name, string Value)[] settings)
    {
        _settings = settings;
        _shared = other._database;
        Agent = other.Agent;
        Weather = other.Weather;
    }

    public FakeAgent Agent { get; } = new();

    public FakeWeather Weather { get; } = new();

    public async ValueTask InitializeAsync()
    {
        _database = _shared ?? await TestDatabase.CreateAsync();
        _redis = await TestServers.RedisAsync();
        _blobs = await TestServers.BlobsAsync();
        using var client = CreateClient();
        await Eventually.TrueAsync(async () => (await client.GetAsync("/health")).IsSuccessStatusCode, "the service is ready");
        await ReportAsync();
        while (_shared is null && _others.Count < Replicas - 1) _others.Add(await ReplicaAsync());
    }

    /// <summary>A second replica over the same database, Redis and models.</summary>
    public async Task<ChatHost> ReplicaAsync(params (string Name, string Value)[] settings)
    {
        var replica = new ChatHost(this, settings);
        await replica.InitializeAsync();
        return replica;
    }

    /// <param name="address">Where the person is, as the web says it.</param>
    public HttpClient ClientFor(TestUser user, bool ownParts = false, string address = Contracts.CallerHeaders.Local)
    {
        var client = _others.Count == 0 ? CreateClient() : CreateDefaultClient(new InTurn([.. _others.Select(other => other.Server.CreateHandler())], () => Interlocked.Increment(ref _requests)));
        client.DefaultRequestHeaders.Add(Contracts.CallerHeaders.Address, address);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TestTokens.For(user, Audiences.Chat));
        if (ownParts) client.DefaultRequestHeaders.Add(Contracts.StreamHeaders.Parts, "all");
        return client;
    }

    internal async Task<T> InDatabaseAsync<T>(Func<ChatDbContext, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<ChatDbContext>());
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var other in _others) await other.DisposeAsync();
        await base.DisposeAsync();
        if (_shared is null) await _database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("ConnectionStrings:chatdb", _database.ConnectionString);
        builder.UseSetting("ConnectionStrings:redis", _redis);
        builder.UseSetting("ConnectionStrings:messaging", "amqp://localhost");
        builder.UseSetting("ConnectionStrings:blobs", _blobs);
        builder.UseSetting("Auth:ClientSecret", "secret");
        builder.UseSetting("AI_GATEWAY_API_KEY", "cloud-key");
        builder.UseSetting("AI_GATEWAY_BASE_URL", "http://gateway/v1");
        builder.UseSetting("Generations:HeartbeatSeconds", "0.2");
        builder.UseSetting("Generations:LostAfterSeconds", "2");
        builder.UseSetting("Generations:DrainSeconds", "0.2");
        // Of the tests that are about them only.
        builder.UseSetting("Titles:Enabled", "false");
        builder.UseSetting("Tools:Weather:BaseUrl", "http://weather/v1");
        builder.UseSetting("Tools:Weather:PlacesUrl", "http://places/v1/");
        builder.UseSetting("Conversations:SweepSeconds", "0.5");
        builder.UseSetting("Archives:SweepSeconds", "0.5");
        builder.UseSetting("Archives:LargestMegabytes", "3");
        builder.UseSetting("Archives:LargestChatMegabytes", "1");
        builder.UseSetting("Archives:MostMessages", "100");
        foreach (var (name, value) in _settings) builder.UseSetting(name, value);
        builder.ConfigureLogging(logging => logging.ClearProviders());
        builder.ConfigureTestServices(services =>
        {
            services.TrustTestTokens();
            services.AddMassTransitTestHarness();
            services.AddHttpClient(WeatherTool.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => Weather).SetHandlerLifetime(Timeout.InfiniteTimeSpan);
            foreach (var client in new[] { ModelClients.Agent, ModelClients.Cloud, nameof(ServiceTokens) })
                services.AddHttpClient(client).ConfigurePrimaryHttpMessageHandler(() => Agent).SetHandlerLifetime(Timeout.InfiniteTimeSpan);
        });
    }

    /// <summary>By the bus, as an agent does it: the state first, then the models.</summary>
    private async Task ReportAsync()
    {
        var bus = Services.GetRequiredService<IBus>();
        var hosts = Services.GetRequiredService<HostTable>();
        var report = Reports.Host("desk", 1, Reports.Instance(FakeAgent.Model));
        await Eventually.TrueAsync(
            async () =>
            {
                await bus.Publish(report with { At = TimeProvider.System.GetUtcNow() });
                await bus.Publish(Reports.Inventory("desk", FakeAgent.Model, FakeAgent.LoadingModel, FakeAgent.RefusedModel).WithTools(FakeAgent.ToolModel));
                return hosts.Knows("desk", FakeAgent.LoadingModel) == HostKnowledge.Has;
            },
            "the host's models are known");
    }
}
