using System.Text.Json;
using Chatbot.LmStudio;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.LmStudioAgent.Scheduling;

namespace Chatbot.LmStudioAgent.Tests.Scheduling;

public class PinTests
{
    private readonly HostWorld _world = HostWorld.Up(gigabytes: 10);

    [Fact]
    public void A_pinned_model_that_vanished_comes_back_with_its_context()
    {
        _world.Load("small", pinned: true, contextLength: 8192);
        _world.FinishLoad();
        _world.Memory.Clear();
        _world.Pass(TimeSpan.FromSeconds(1));
        _world.List();
        _world.FinishLoad();

        Assert.Equal(2, _world.Loads.Count);
        Assert.Equal(8192, _world.Loads[^1].Options.ContextLength);
        Assert.True(_world.State.Instances["small"].Pinned);
    }

    [Fact]
    public void A_pinned_model_comes_back_after_a_restart_of_the_agent_and_of_LM_Studio()
    {
        _world.Load("small", pinned: true);
        _world.FinishLoad();
        _world.Memory.Clear();
        _world.Restart(loadComesThrough: false);
        _world.FinishLoad();

        Assert.Equal(2, _world.Loads.Count);
        Assert.True(_world.State.Instances["small"].Pinned);
    }

    [Fact]
    public void Unloaded_by_hand_it_stays_away()
    {
        _world.Load("small", pinned: true);
        _world.FinishLoad();
        _world.Unload("small");
        _world.FinishUnload();
        _world.Pass(TimeSpan.FromDays(1));
        _world.List();

        Assert.Single(_world.Loads);
    }

    [Fact]
    public void A_pin_that_is_taken_off_leaves_the_model_loaded_for_its_time()
    {
        _world.Load("small", pinned: true);
        _world.FinishLoad();
        _world.Unpin("small", TimeSpan.FromMinutes(10));

        Assert.False(_world.State.Instances["small"].Pinned);
        Assert.Equal(TimeSpan.FromMinutes(10), _world.State.Instances["small"].Ttl);
        Assert.Empty(_world.State.Desired);
        Assert.Single(_world.Loads);
        _world.Pass(TimeSpan.FromMinutes(11));
        _world.FinishUnload();
        _world.Pass(TimeSpan.FromDays(1));
        _world.List();
        Assert.Single(_world.Loads);
    }

    [Fact]
    public void A_pin_taken_off_while_it_loads_does_not_come_back_with_the_load()
    {
        _world.Load("small", pinned: true);
        _world.Unpin("small", ttl: null);
        _world.FinishLoad();

        Assert.False(_world.State.Instances["small"].Pinned);
        Assert.Empty(_world.State.Desired);
    }

    [Fact]
    public void One_whose_unload_was_taken_back_stays_pinned()
    {
        _world.Load("small", pinned: true);
        _world.FinishLoad();
        var running = _world.Admit("small");
        _world.Present(running);
        var unload = _world.Unload("small");
        _world.Happen(new CancelRequested(unload));
        _world.EndInference(running);

        Assert.Empty(_world.Unloads);
        Assert.Contains("small", _world.State.Desired.Keys);
    }

    [Fact]
    public void One_that_fails_is_not_tried_in_a_storm()
    {
        _world.Load("small", pinned: true);
        _world.FinishLoad();
        _world.Memory.Clear();
        _world.Pass(TimeSpan.FromSeconds(1));
        _world.List();
        _world.FinishLoad(succeed: false);
        for (var second = 0; second < 60; second++) _world.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(2, _world.Loads.Count);

        _world.Pass(HostSettings.PinRetry);
        Assert.Equal(3, _world.Loads.Count);
    }

    [Fact]
    public void What_the_agent_loaded_is_its_own_after_a_restart_and_what_it_did_not_is_not()
    {
        _world.Load("small", TimeSpan.FromSeconds(60));
        _world.FinishLoad();
        _world.Restart(loadComesThrough: false);
        _world.Memory["other"] = new LoadedInstance("other", "other", ModelKind.Llm, 4096, null, null);
        _world.List();

        Assert.False(_world.State.Instances["small"].Foreign);
        Assert.True(_world.State.Instances["other"].Foreign);
        _world.Pass(TimeSpan.FromSeconds(61));
        Assert.Equal("small", Assert.Single(_world.Unloads).InstanceId);
    }

    [Fact]
    public void An_operation_that_ended_before_a_restart_is_not_done_again()
    {
        var unload = _world.Unload("small");
        Assert.Equal(OperationOutcomes.Succeeded, _world.Ends[unload].Outcome);
        _world.Load("small");
        _world.FinishLoad();
        _world.Restart(loadComesThrough: false);

        _world.Happen(_world.Commands[0]);

        Assert.Empty(_world.Unloads);
    }

    [Fact]
    public void What_is_kept_reads_back_as_it_was_written()
    {
        _world.Load("small", pinned: true, contextLength: 2048);
        _world.FinishLoad();
        var kept = Recollection.Of(_world.State);

        Assert.True(JsonSerializer.Deserialize<Recollection>(JsonSerializer.Serialize(kept))!.SaysTheSame(kept));
    }
}
