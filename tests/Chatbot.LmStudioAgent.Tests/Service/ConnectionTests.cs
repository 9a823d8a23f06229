using System.Net;
using System.Net.Http.Json;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Chatbot.LmStudioAgent.Tests.Service;

public sealed class ConnectionTests : IAsyncDisposable
{
    private const string Small = "qwen/qwen3-4b";
    private readonly SimulatedStudio _studio = new(secondsPerGigabyte: 0.01);

    public ValueTask DisposeAsync() => _studio.DisposeAsync();

    [Fact]
    public async Task Reports_carry_the_epoch_and_commands_to_an_earlier_agent_are_left()
    {
        await using var agent = Start(new FakeCatalog(_ => FakeCatalog.Connected(7)));
        await agent.ReadyAsync();
        await agent.ReportAsync(report => report.Epoch == 7, "the epoch is reported");

        var stale = new LoadModel(Guid.CreateVersion7(), AgentApplication.HostId, Small, null, false, null) { Epoch = 6 };
        var meant = new LoadModel(Guid.CreateVersion7(), AgentApplication.HostId, Small, null, false, null) { Epoch = 7 };
        await agent.SendAsync(stale);
        await agent.SendAsync(meant);

        await agent.EndOfAsync(meant.OperationId);
        Assert.Null(agent.Bus.End(stale.OperationId));
    }

    [Fact]
    public async Task The_settings_of_the_host_hold_from_the_connection_on()
    {
        await using var agent = Start(new FakeCatalog(_ => FakeCatalog.Connected(1, new HostConfiguration("The big one", Draining: true, MemoryBudgetBytes: 5_000_000_000))));
        await agent.ReadyAsync();

        await agent.ReportAsync(report => report is { Name: "The big one", Draining: true, Memory.BudgetBytes: 5_000_000_000 }, "the settings are reported");
        await agent.SendAsync(new ConfigureHost(AgentApplication.HostId, new HostConfiguration()));
        await agent.ReportAsync(report => report is { Draining: false, Name: not "The big one" }, "the change is reported");
    }

    [Fact]
    public async Task A_second_agent_for_the_host_stops()
    {
        // Not before the start is over: what is stopped while it starts is no agent that ran.
        var started = false;
        await using var agent = Start(new FakeCatalog(_ => Volatile.Read(ref started)
            ? FakeCatalog.Refused("Another agent serves the host desk.")
            : new HttpResponseMessage(HttpStatusCode.ServiceUnavailable)));
        var stopping = new TaskCompletionSource();
        agent.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(stopping.SetResult);
        Volatile.Write(ref started, true);

        await stopping.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Alive_tells_which_process_listens()
    {
        var catalog = new FakeCatalog(_ => FakeCatalog.Connected(1));
        await using var agent = Start(catalog);
        using var client = agent.CreateClient();

        var alive = await client.GetFromJsonAsync<AgentAlive>("alive", TestContext.Current.CancellationToken);

        await Eventually.TrueAsync(() => catalog.Asked.Count > 0, "the agent connects");
        Assert.Equal((AgentApplication.HostId, catalog.Asked[0].AgentId), (alive!.HostId, alive.AgentId));
        Assert.Null(catalog.Asked[0].Epoch);
        var routes = agent.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();
        Assert.Single(routes, route => route.RoutePattern.RawText == "/alive");
    }

    private AgentApplication Start(FakeCatalog catalog)
    {
        var agent = new AgentApplication(_studio.Address) { Catalog = catalog };
        agent.StartServer();
        return agent;
    }
}
