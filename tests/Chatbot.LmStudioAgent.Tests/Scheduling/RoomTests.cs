using Chatbot.LmStudio;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.LmStudioAgent.Scheduling;

namespace Chatbot.LmStudioAgent.Tests.Scheduling;

/// <summary>Memory for 10 GB of models: small (4) and other (6) fit beside each other, large (8) beside none.</summary>
public class RoomTests
{
    private readonly HostWorld _world = HostWorld.Up(gigabytes: 10);

    [Fact]
    public void A_running_answer_ends_before_its_model_makes_room_and_who_waits_knows_his_place_and_time()
    {
        var first = Running("small");
        var second = _world.Admit("large", user: "bob");

        var told = Assert.IsType<AdmissionQueued>(_world.Told[second]);
        Assert.Equal(1, told.Position);
        Assert.True(told.EtaSeconds > 0);
        Assert.Contains("small", told.Reason, StringComparison.Ordinal);
        Assert.Empty(_world.Unloads);

        _world.EndInference(first);
        _world.FinishUnload();
        _world.FinishLoad();

        Assert.Equal(["small", "large"], _world.Loads.Select(load => load.Options.ModelKey));
        Assert.Equal("large", Assert.IsType<AdmissionGranted>(_world.Answers[second]).InstanceId);
    }

    [Fact]
    public void The_idle_model_that_was_used_longest_ago_goes_first()
    {
        _world.Load("small");
        _world.FinishLoad();
        _world.Load("other");
        _world.FinishLoad();
        _world.Pass(TimeSpan.FromSeconds(1));
        var use = _world.Admit("small");
        _world.Present(use);
        _world.EndInference(use);

        _world.Load("large");

        // Both have to go: 8 of 10 GB.
        Assert.Equal(["other", "small"], _world.Unloads.Select(unload => unload.InstanceId).Order());
    }

    [Fact]
    public void No_more_goes_than_has_to()
    {
        var world = HostWorld.Up(gigabytes: 12);
        foreach (var model in new[] { "small", "other" })
        {
            world.Load(model);
            world.FinishLoad();
        }

        world.Load("large");

        // Of 12 GB 10 are taken and 8 needed: 6 must go, which the small one, older as it is, need not join.
        Assert.Equal("other", Assert.Single(world.Unloads).InstanceId);
    }

    [Fact]
    public void A_pinned_model_never_makes_room_and_what_does_not_fit_beside_it_is_refused_with_what_to_unload()
    {
        _world.Load("small", pinned: true);
        _world.FinishLoad();
        var load = _world.Load("large");

        Assert.Empty(_world.Unloads);
        Assert.Equal(FailureReasons.OutOfMemory, _world.Ends[load].Reason);
        Assert.Contains("small (pinned)", _world.Ends[load].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_foreign_model_makes_room_only_where_a_setting_allows_it()
    {
        _world.Memory["small"] = new LoadedInstance("small", "small", ModelKind.Llm, 4096, null, null);
        _world.List();

        Assert.Equal(FailureReasons.OutOfMemory, _world.Ends[_world.Load("large")].Reason);
        _world.Happen(new Configured(new HostConfiguration(EvictForeign: true)));
        var (_, effects) = HostRules.Decide(_world.State, new LoadRequested(Guid.CreateVersion7(), "large", null, false, null) { At = _world.Now });
        Assert.Equal("small", Assert.Single(effects.OfType<StartUnload>()).InstanceId);
    }

    [Fact]
    public void Nothing_goes_for_a_load_that_nobody_wants_any_more()
    {
        var first = Running("small");
        var second = _world.Admit("large");
        _world.Close(second);
        _world.EndInference(first);

        Assert.Empty(_world.Unloads);
        Assert.IsType<AdmissionGranted>(_world.Answers[_world.Admit("small")]);
    }

    [Fact]
    public void Requests_for_the_loaded_model_go_before_the_swap_for_a_while_and_not_for_ever()
    {
        var first = Running("small");
        var waiting = _world.Admit("large", user: "bob");
        Assert.IsType<AdmissionGranted>(_world.Answers[_world.Admit("small", user: "cleo")]);

        _world.Pass(HostSettings.SwapPatience + TimeSpan.FromSeconds(1));
        var late = _world.Admit("small", user: "dan");

        Assert.DoesNotContain(late, _world.Answers.Keys);
        foreach (var ticket in _world.Unused()) _world.Present(ticket);
        foreach (var ticket in _world.Running.Keys.ToArray()) _world.EndInference(ticket);
        _world.FinishUnload();
        _world.FinishLoad();
        Assert.IsType<AdmissionGranted>(_world.Answers[waiting]);
        Assert.Equal(first, _world.Grants[0]);
    }

    [Fact]
    public void Another_context_length_loads_the_model_anew_when_it_is_idle()
    {
        var first = Running("small");
        var load = _world.Load("small", contextLength: 8192);
        Assert.Empty(_world.Unloads);

        _world.EndInference(first);
        _world.FinishUnload();
        Assert.Equal(8192, _world.Loads[^1].Options.ContextLength);
        _world.FinishLoad();
        Assert.Equal(OperationOutcomes.Succeeded, _world.Ends[load].Outcome);

        // And what is asked for once more is there.
        Assert.Equal(OperationOutcomes.Succeeded, _world.Ends[_world.Load("small", contextLength: 8192)].Outcome);
        Assert.Equal(2, _world.Loads.Count);
    }

    private string Running(string model)
    {
        var admission = _world.Admit(model, user: "ada");
        _world.FinishLoad();
        Assert.NotNull(_world.Present(admission));
        return admission;
    }
}
