using Chatbot.LmStudioAgent.Contracts;
using Chatbot.Testing;

namespace Chatbot.LmStudioAgent.Tests.Service;

public sealed class CommandTests : IAsyncDisposable
{
    private const string Small = "qwen/qwen3-4b";
    private readonly SimulatedStudio _studio = new(secondsPerGigabyte: 0.4);
    private readonly AgentApplication _agent;

    public CommandTests()
    {
        _agent = new AgentApplication(_studio.Address);
        _agent.StartServer();
    }

    public async ValueTask DisposeAsync()
    {
        await _agent.DisposeAsync();
        await _studio.DisposeAsync();
    }

    [Fact]
    public async Task A_load_that_is_delivered_twice_loads_once_and_reports_its_progress_and_its_end()
    {
        await _agent.ReadyAsync();
        var command = new LoadModel(Guid.CreateVersion7(), AgentApplication.HostId, Small, 600, false, 8192);
        await _agent.SendAsync(command);
        await _agent.SendAsync(command);

        var end = await _agent.EndOfAsync(command.OperationId);
        Assert.Equal((OperationOutcomes.Succeeded, Small), (end.Outcome, end.InstanceId));
        var progress = _agent.Bus.Messages.OfType<OperationProgressed>().Select(progressed => progressed.Progress).ToArray();
        Assert.Equal(progress.Order(), progress);
        Assert.Contains(progress, value => value is > 0 and < 1);
        var report = await _agent.ReportAsync(report => report.Instances.Count == 1, "the instance is reported");
        Assert.Equal((8192, false, InstanceStates.Loaded), (report.Instances[0].ContextLength, report.Instances[0].Foreign, report.Instances[0].State));
        Assert.InRange(report.Instances[0].TtlRemainingSeconds!.Value, 590, 600);

        await _agent.SendAsync(command);
        await Eventually.TrueAsync(() => _agent.Bus.Messages.OfType<OperationEnded>().Count() == 2, "its end is said again");
        Assert.Equal(1, await _studio.LoadsStartedAsync());
    }

    [Fact]
    public async Task A_load_that_is_cancelled_leaves_nothing_in_memory()
    {
        await _agent.ReadyAsync();
        var command = new LoadModel(Guid.CreateVersion7(), AgentApplication.HostId, Small, null, false, null);
        await _agent.SendAsync(command);
        await _agent.ReportAsync(report => report.Loading is { Progress: > 0 }, "the load is on its way");

        await _agent.SendAsync(new CancelOperation(command.OperationId, AgentApplication.HostId));

        Assert.Equal(OperationOutcomes.Cancelled, (await _agent.EndOfAsync(command.OperationId)).Outcome);
        Assert.Empty(await _studio.InstancesAsync());
    }

    [Fact]
    public async Task An_unload_waits_for_the_answer_that_runs()
    {
        using var client = _agent.CreateChatClient();
        await _agent.ReadyAsync();
        var ticket = await client.GrantedAsync(Small);
        using var answer = await client.InferAsync(ticket.Ticket, "Write code to demonstrate Dijkstra's algorithm");
        var unload = new UnloadModel(Guid.CreateVersion7(), AgentApplication.HostId, Small, null, false);

        await _agent.SendAsync(unload);
        await _agent.ReportAsync(report => report.Instances is [{ State: InstanceStates.Draining, InFlight: 1 }], "it drains");
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.EndsWith("data: [DONE]\n\n", text, StringComparison.Ordinal);
        Assert.Equal(OperationOutcomes.Succeeded, (await _agent.EndOfAsync(unload.OperationId)).Outcome);
        Assert.Empty(await _studio.InstancesAsync());
    }

    [Fact]
    public async Task A_model_that_is_not_there_fails_with_its_reason()
    {
        await _agent.ReadyAsync();
        var command = new LoadModel(Guid.CreateVersion7(), AgentApplication.HostId, "no/such-model", null, false, null);
        await _agent.SendAsync(command);

        var end = await _agent.EndOfAsync(command.OperationId);

        Assert.Equal((OperationOutcomes.Failed, FailureReasons.ModelNotFound), (end.Outcome, end.Reason));
    }

    [Fact]
    public async Task The_inventory_is_reported_by_itself_and_again_on_request()
    {
        var first = await AgentApplication.Seen(() => _agent.Bus.Messages.OfType<HostInventoryReported>().FirstOrDefault(list => list.Models.Count > 0), "the inventory");
        Assert.Contains(first.Models, model => model is { Key: Small, Kind: "llm", Tools: true, SizeBytes: > 0 });
        Assert.Contains(first.Models, model => model.Kind == "embedding");
        Assert.True(first.Simulated);
        await _agent.ReportAsync(report => report.InventoryHash == first.Hash && report.LmStudio.Simulated && report.LmStudio.Version is not null, "the hash is reported");

        await _agent.SendAsync(new ReportInventory(AgentApplication.HostId));
        await Eventually.TrueAsync(() => _agent.Bus.Messages.OfType<HostInventoryReported>().Count(list => list.Hash == first.Hash) == 2, "the inventory again");
    }
}
