using System.Text.Json;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.Testing;

namespace Chatbot.EndToEnd.SharedControl;

[Collection(ThreeHostsCollection.Name)]
public class LoadControlTests(ThreeHosts system)
{
    private const string Host = ThreeHosts.East;
    private static readonly string Own = ThreeHosts.Own(Host);
    private static readonly string OwnKey = ThreeHosts.OwnKey(Host);

    [Fact]
    public async Task A_load_that_is_cancelled_on_its_way_leaves_nothing_in_memory()
    {
        await system.RestAsync();
        var studio = system.Studio(Host);
        var before = await studio.StatusAsync();
        await studio.SetFaultsAsync(new { stallLoad = new { at = 0.4, times = 1 }, slowLoad = new { factor = 5, times = 1 } });
        var load = await system.Admin.LoadAsync(Own);
        await Eventually.TrueAsync(
            async () => await system.Admin.OperationAsync(load.Id) is { State: OperationStates.Running, Progress: >= 0.3 and <= 0.4 }, "it is nearly loaded by 40 %", TimeSpan.FromSeconds(30));

        await system.Admin.CancelAsync(load);

        Assert.Equal(OperationStates.Cancelled, (await system.Admin.EndOfAsync(load)).State);
        var after = await studio.StatusAsync();
        Assert.Empty(after.Instances);
        Assert.Empty(after.Loading);
        Assert.Equal((before.LoadsStarted + 1, before.LoadsCancelled + 1), (after.LoadsStarted, after.LoadsCancelled));
        await ShownAsync(PlaceStates.NotLoaded);
        await system.Admin.LoadedAsync(Own, Host);
    }

    [Fact]
    public async Task A_load_without_memory_for_it_fails_once_with_a_plain_sentence_and_says_why()
    {
        await system.RestAsync();
        var studio = system.Studio(Host);
        var before = await studio.StatusAsync();
        await studio.SetFaultsAsync(new { outOfMemory = new { at = 0.5 } });

        var load = await system.Admin.EndOfAsync(await system.Admin.LoadAsync(Own));

        Assert.Equal((OperationStates.Failed, FailureReasons.OutOfMemory), (load.State, load.Reason));
        Assert.StartsWith("The model does not fit into the memory of this host.", load.Message, StringComparison.Ordinal);
        await AssertExplainedAsync(load, DecisionKinds.Taken, DecisionKinds.Started, DecisionKinds.Ended);

        // Whatever would have been tried again stands before the next load.
        await studio.ClearFaultsAsync();
        await system.Admin.LoadedAsync(ThreeHosts.Common, Host);
        Assert.Equal(before.LoadsStarted + 2, (await studio.StatusAsync()).LoadsStarted);
        Assert.Equal([ThreeHosts.CommonKey], (await studio.StatusAsync()).Instances);
    }

    [Fact]
    public async Task An_unload_lets_the_answer_that_runs_end_whole()
    {
        await system.RestAsync();
        var before = await system.Studio(Host).StatusAsync();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = system.Admin.AskAsync(Own, "Count slowly.", data =>
        {
            if (data.Contains("text-delta", StringComparison.Ordinal)) begun.TrySetResult();
        });
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        var unload = await system.Admin.UnloadAsync(Own);
        await Eventually.TrueAsync(
            async () => await system.Admin.HostAsync(Host) is { Instances: [{ State: InstanceStates.Draining, InFlight: 1 }] }, "it is shown to be going");
        var answer = await asked;

        Assert.Equal((ModelSays.Slowly, true), (answer.Text, answer.Whole));
        Assert.Equal(OperationStates.Succeeded, (await system.Admin.EndOfAsync(unload)).State);
        var status = await system.Studio(Host).StatusAsync();
        Assert.Empty(status.Instances);
        Assert.Equal(before.RequestsAborted, status.RequestsAborted);
        await ShownAsync(PlaceStates.NotLoaded);
    }

    [Fact]
    public async Task An_estimate_names_what_the_load_would_displace_and_the_load_displaces_it_and_says_why()
    {
        await system.RestAsync();
        // Memory for one of the two.
        await system.Admin.ChangeHostAsync(Host, new { memoryBudgetBytes = 3_000_000_000 });
        await Eventually.TrueAsync(async () => await system.Admin.HostAsync(Host) is { Memory.BudgetBytes: 3_000_000_000 }, "the agent knows its budget");
        await system.Admin.LoadedAsync(Own, Host);
        await ShownAsync(PlaceStates.Loaded);

        var estimate = Assert.Single(await system.Admin.EstimateAsync(ThreeHosts.Common, Host));
        Assert.True(estimate.Fits, estimate.Reason);
        Assert.Equal([OwnKey], estimate.WouldUnload);
        Assert.InRange(estimate.RequiredBytes ?? 0, 2_000_000_000, 3_000_000_000);
        Assert.Equal([OwnKey], (await system.Studio(Host).StatusAsync()).Instances);

        var load = await system.Admin.EndOfAsync(await system.Admin.LoadAsync(new LoadModelRequest(ThreeHosts.Common, Host)));
        Assert.Equal(OperationStates.Succeeded, load.State);
        Assert.Equal([ThreeHosts.CommonKey], (await system.Studio(Host).StatusAsync()).Instances);
        var why = await AssertExplainedAsync(load, DecisionKinds.Taken, DecisionKinds.MakesRoom, DecisionKinds.Started, DecisionKinds.Ended);
        var room = why.Decisions.First(decision => decision.Kind == DecisionKinds.MakesRoom).Inputs;
        Assert.Equal([OwnKey], room.GetProperty("evict").EnumerateArray().Select(evicted => evicted.GetString()));
        Assert.Equal(3_000_000_000, room.GetProperty("budgetBytes").GetInt64());
    }

    // Decisions travel beside the end of the operation, not before it.
    private async Task<OperationWhy> AssertExplainedAsync(Operation operation, params string[] kinds)
    {
        OperationWhy why = null!;
        await Eventually.TrueAsync(
            async () => kinds.All((why = await system.Admin.WhyAsync(operation)).Decisions.Select(decision => decision.Kind).Contains), $"it is explained by {string.Join(", ", kinds)}");
        Assert.Equal(Enumerable.Range(0, why.Decisions.Count), why.Decisions.Select(decision => decision.Number));
        Assert.Equal("placed", why.Decisions[0].Kind);
        Assert.All(why.Decisions, decision => Assert.False(string.IsNullOrWhiteSpace(decision.Sentence)));
        Assert.All(why.Decisions, decision => Assert.Equal(JsonValueKind.Object, decision.Inputs.ValueKind));
        Assert.Equal(operation.RequestedBy, why.Request.RequestedBy);
        return why;
    }

    private Task ShownAsync(string state) => Eventually.TrueAsync(
        async () => (await system.Admin.ModelAsync(Own)).Places.Single().State == state, $"the list shows it as {state}");
}
