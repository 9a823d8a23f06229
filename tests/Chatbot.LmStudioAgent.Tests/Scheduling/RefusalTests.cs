using Chatbot.LmStudio;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.LmStudioAgent.Scheduling;

namespace Chatbot.LmStudioAgent.Tests.Scheduling;

/// <summary>What does not go is said once, and harms nobody else.</summary>
public class RefusalTests
{
    private readonly HostWorld _world = HostWorld.Up(gigabytes: 10);

    [Fact]
    public void An_instance_that_will_not_go_is_not_asked_again_and_again()
    {
        _world.Load("small");
        _world.FinishLoad();
        var load = _world.Load("large");
        _world.FinishUnload(succeed: false);

        Assert.Single(_world.Unloads);
        Assert.Equal(FailureReasons.OutOfMemory, _world.Ends[load].Reason);
        Assert.Contains("LM Studio does not unload it", _world.Ends[load].Detail, StringComparison.Ordinal);

        _world.Pass(HostSettings.UnloadRetry);
        _world.Load("large");
        Assert.Equal(2, _world.Unloads.Count);
    }

    [Fact]
    public void A_pinned_model_is_not_loaded_anew_for_somebody_who_does_not_pin_it()
    {
        _world.Load("small", pinned: true);
        _world.FinishLoad();

        var load = _world.Load("small", contextLength: 8192);

        Assert.Equal(FailureReasons.InUse, _world.Ends[load].Reason);
        Assert.Empty(_world.Unloads);
    }

    [Fact]
    public void A_load_that_is_refused_leaves_those_alone_who_wait_for_a_place_on_what_is_loaded()
    {
        _world.Memory["small"] = new LoadedInstance("small", "small", ModelKind.Llm, 4096, null, null);
        _world.List();
        for (var place = 0; place < HostWorld.Parallel; place++) _world.Present(_world.Admit("small"));
        var waiting = _world.Admit("small");

        var load = _world.Load("small", contextLength: 8192);

        Assert.Equal(FailureReasons.InUse, _world.Ends[load].Reason);
        Assert.DoesNotContain(waiting, _world.Answers.Keys);
    }

    [Fact]
    public void Nothing_is_loaded_on_a_budget_before_it_is_known_what_it_takes()
    {
        var state = new HostState { Settings = new HostSettings("host", HostWorld.DefaultTtl, 2) { MemoryBudgetBytes = 10 * HostWorld.Gigabyte } };
        var now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        (state, _) = HostRules.Decide(state, new LmStudioSeen(1, new LmStudioReport(LmStudioHealth.Ok, null, false, null)) { At = now });

        (state, var effects) = HostRules.Decide(state, new LoadRequested(Guid.CreateVersion7(), "small", null, false, null) { At = now });
        Assert.Empty(effects.OfType<StartLoad>());

        // A list that never comes is not waited for for ever.
        (_, effects) = HostRules.Decide(state, new Ticked { At = now + HostSettings.ModelsPatience });
        Assert.Single(effects.OfType<EstimateLoad>());
    }
}
