using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Chatbot.Auth.Contracts;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Enrolment;
using Chatbot.ServiceDefaults.Authentication;
using Chatbot.Testing;
using MassTransit;
using MassTransit.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.ModelCatalog.Tests;

/// <summary>The catalog over a database of its own, with a bus in memory.</summary>
internal sealed class CatalogApplication(TestDatabase database, bool ownsDatabase, TimeProvider? time = null, params (string Key, string Value)[] settings) : WebApplicationFactory<Program>
{
    public const string Agent = "agent-studio";

    /// <summary>Where the catalog gets its own tokens.</summary>
    public FakeAuth Auth { get; } = new();

    public ITestHarness Bus => Services.GetRequiredService<ITestHarness>();

    public static async Task<CatalogApplication> StartAsync(TimeProvider? time = null, TestDatabase? database = null, params (string Key, string Value)[] settings)
    {
        var application = new CatalogApplication(database ?? await TestDatabase.CreateAsync(), database is null, time, settings);
        using var client = application.CreateClient();
        await Eventually.TrueAsync(async () => (await client.GetAsync("/health")).IsSuccessStatusCode, "the catalog is ready");
        return application;
    }

    public HttpClient CreateClient(TestUser user)
    {
        var client = CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TestTokens.For(user, Audiences.Catalog));
        return client;
    }

    /// <summary>As an agent: <paramref name="client"/> is its account.</summary>
    public HttpClient CreateAgent(string client = Clients.Agent, string scope = Scopes.ConnectAgent)
    {
        var agent = CreateClient();
        agent.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TestTokens.ForService(client, Audiences.Catalog, scope));
        return agent;
    }

    /// <summary>Commands of one kind that the agent of <c>studio</c> was sent.</summary>
    public IReadOnlyList<T> Sent<T>() where T : class => [.. Services.GetRequiredService<Inbox>().Messages.OfType<T>()];

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (ownsDatabase) await database.DisposeAsync();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.UseSetting("ConnectionStrings:catalogdb", database.ConnectionString);
        builder.UseSetting("CloudProviders:google", "true");
        builder.UseSetting("Auth:ClientSecret", "catalog secret");
        foreach (var (key, value) in settings) builder.UseSetting(key, value);
        builder.ConfigureTestServices(services =>
        {
            services.TrustTestTokens();
            foreach (var client in new[] { nameof(ServiceTokens), nameof(AgentAccounts), nameof(BrokerUsers) })
                services.AddHttpClient(client).ConfigurePrimaryHttpMessageHandler(() => Auth);
            // What a test holds is not given up on.
            services.AddHttpClient(nameof(AgentAccounts), client => client.Timeout = TimeSpan.FromMinutes(1));
            if (time is not null) services.AddSingleton(time);
            services.AddSingleton<Inbox>();
            services.AddMassTransitTestHarness(bus => bus.AddConsumer<AgentInbox>().Endpoint(endpoint => endpoint.Name = Agent));
        });
    }

    /// <summary>Takes what the agent is sent, and does nothing.</summary>
    internal sealed class AgentInbox(Inbox inbox) : IConsumer<LoadModel>, IConsumer<UnloadModel>, IConsumer<CancelOperation>, IConsumer<DownloadModel>, IConsumer<ConfigureHost>, IConsumer<ReportInventory>
    {
        public Task Consume(ConsumeContext<LoadModel> context) => Take(context.Message);

        public Task Consume(ConsumeContext<UnloadModel> context) => Take(context.Message);

        public Task Consume(ConsumeContext<CancelOperation> context) => Take(context.Message);

        public Task Consume(ConsumeContext<DownloadModel> context) => Take(context.Message);

        public Task Consume(ConsumeContext<ConfigureHost> context) => Take(context.Message);

        public Task Consume(ConsumeContext<ReportInventory> context) => Take(context.Message);

        private Task Take(object message)
        {
            inbox.Messages.Enqueue(message);
            return Task.CompletedTask;
        }
    }

    internal sealed class Inbox
    {
        public ConcurrentQueue<object> Messages { get; } = [];
    }
}
