using Chatbot.LmStudio;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.LmStudioAgent.Scheduling;

namespace Chatbot.LmStudioAgent.Tests.Scheduling;

public class HostRulesTests
{
    [Fact]
    public void A_model_that_nobody_uses_for_its_time_is_unloaded_and_not_before()
    {
        var world = HostWorld.Up();
        world.Load("small", TimeSpan.FromSeconds(60));
        world.FinishLoad();

        world.Pass(TimeSpan.FromSeconds(59));
        Assert.Empty(world.Unloads);
        world.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal("small", Assert.Single(world.Unloads).InstanceId);
    }

    [Fact]
    public void A_request_starts_the_idle_time_anew_and_stops_it_while_it_runs()
    {
        var world = HostWorld.Up();
        var admission = world.Admit("small");
        world.FinishLoad();
        world.Present(admission);

        world.Pass(TimeSpan.FromHours(1));
        world.EndInference(admission);
        world.Pass(TimeSpan.FromSeconds(59));
        Assert.Empty(world.Unloads);
        world.Pass(TimeSpan.FromSeconds(1));
        Assert.Single(world.Unloads);
    }

    [Fact]
    public void A_pinned_model_and_a_foreign_one_stay()
    {
        var world = HostWorld.Up();
        world.Load("small", pinned: true);
        world.FinishLoad();
        world.Memory["large"] = new LoadedInstance("large", "large", ModelKind.Llm, 4096, null, null);
        world.List();

        world.Pass(TimeSpan.FromDays(7));

        Assert.Empty(world.Unloads);
        Assert.Null(world.Loads[0].Options.Ttl);
        Assert.True(world.State.Instances["large"].Foreign);
    }

    [Fact]
    public void LM_Studio_keeps_a_model_for_as_long_as_it_may_ever_be_promised()
    {
        var world = HostWorld.Up();
        world.Load("small", TimeSpan.FromMinutes(1));
        world.FinishLoad();
        world.Load("small", TimeSpan.FromDays(7));

        // It is told once, at the load, and hears nothing of what comes after.
        Assert.Equal(TimeSpan.FromDays(7), world.State.Instances["small"].Ttl);
        Assert.True(world.Loads[0].Options.Ttl > TimeSpan.FromDays(7));

        world.Pass(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        Assert.Empty(world.Unloads);
        world.Pass(TimeSpan.FromSeconds(1));
        Assert.Single(world.Unloads);
    }

    [Fact]
    public void No_more_is_promised_of_a_model_that_somebody_else_loaded_than_LM_Studio_will_hold()
    {
        var world = HostWorld.Up();
        world.Memory["small"] = new LoadedInstance("small", "small", ModelKind.Llm, 4096, TimeSpan.FromMinutes(90), null);
        world.List();
        var load = world.Load("small", TimeSpan.FromHours(8));
        world.List();

        Assert.Equal((TimeSpan.FromMinutes(90), false), (world.State.Instances["small"].Ttl, world.State.Instances["small"].Foreign));
        Assert.Contains("90 minutes", world.Decided[load][^1], StringComparison.Ordinal);
    }

    [Fact]
    public void An_LM_Studio_that_unloads_nothing_on_command_is_told_the_time_itself()
    {
        var world = HostWorld.Up();
        world.Load("small", TimeSpan.FromMinutes(5));

        Assert.Equal(TimeSpan.FromMinutes(5), world.Loads[0].Options.JitTtl);
    }

    [Fact]
    public void A_foreign_instance_takes_requests_instead_of_a_load()
    {
        var world = HostWorld.Up();
        world.Memory["small:2"] = new LoadedInstance("small:2", "small", ModelKind.Llm, 2048, null, null);
        world.List();

        var granted = Assert.IsType<AdmissionGranted>(world.Answers[world.Admit("small")]);

        Assert.Equal(("small:2", 2048), (granted.InstanceId, granted.ContextLength));
        Assert.Empty(world.Loads);
    }

    [Fact]
    public void An_unload_waits_for_the_running_request_and_lets_no_other_in()
    {
        var world = HostWorld.Up();
        var first = world.Admit("small");
        world.FinishLoad();
        world.Present(first);

        var unload = world.Unload("small");
        var second = world.Admit("small");
        Assert.Empty(world.Unloads);
        Assert.DoesNotContain(second, world.Answers.Keys);

        world.EndInference(first);
        world.FinishUnload();
        Assert.Equal(OperationOutcomes.Succeeded, world.Ends[unload].Outcome);
        // Somebody waits for it: it comes back.
        Assert.Equal(2, world.Loads.Count);
    }

    [Fact]
    public void An_unload_of_one_instance_frees_it_and_no_instance_of_another_model()
    {
        var world = HostWorld.Up();
        world.Memory["small:2"] = new LoadedInstance("small:2", "small", ModelKind.Llm, 2048, null, null);
        world.Memory["large"] = new LoadedInstance("large", "large", ModelKind.Llm, 2048, null, null);
        world.List();
        var (other, own) = (Guid.CreateVersion7(), Guid.CreateVersion7());

        world.Command(new UnloadRequested(other, "small", "large", Force: true));
        world.Command(new UnloadRequested(own, "small", "small:2", Force: true));

        Assert.Equal(FailureReasons.InstanceNotFound, world.Ends[other].Reason);
        Assert.Equal("small:2", Assert.Single(world.Unloads).InstanceId);
    }

    [Fact]
    public void A_forced_unload_does_not_wait()
    {
        var world = HostWorld.Up();
        var admission = world.Admit("small");
        world.FinishLoad();
        world.Present(admission);

        world.Unload("small", force: true);

        Assert.Single(world.Unloads);
    }

    [Fact]
    public void Loads_go_one_after_the_other_in_the_order_they_were_wanted()
    {
        var world = HostWorld.Up();
        world.Load("small");
        world.Admit("large");
        world.Load("other");

        Assert.Equal(["small"], world.Loads.Select(load => load.Options.ModelKey));
        world.FinishLoad();
        world.FinishLoad(succeed: false);
        world.FinishLoad();
        Assert.Equal(["small", "large", "other"], world.Loads.Select(load => load.Options.ModelKey));
    }

    [Fact]
    public void A_failed_load_is_told_to_everybody_who_waits_and_not_tried_again()
    {
        var world = HostWorld.Up();
        var operation = world.Load("large");
        var admission = world.Admit("large");
        world.FinishLoad(succeed: false);

        Assert.Equal(FailureReasons.OutOfMemory, world.Ends[operation].Reason);
        Assert.Equal(FailureReasons.OutOfMemory, Assert.IsType<AdmissionRefused>(world.Answers[admission]).Reason);
        Assert.Single(world.Loads);
    }

    [Fact]
    public void A_cancelled_load_is_stopped_unless_somebody_else_wants_it()
    {
        var world = HostWorld.Up();
        var first = world.Load("small");
        var second = world.Load("small");

        world.Happen(new CancelRequested(first));
        Assert.Equal(OperationOutcomes.Cancelled, world.Ends[first].Outcome);
        Assert.False(world.CancelAsked);

        world.Happen(new CancelRequested(second));
        Assert.True(world.CancelAsked);
        world.FinishLoad(succeed: false);
        Assert.Equal(OperationOutcomes.Cancelled, world.Ends[second].Outcome);
    }

    [Fact]
    public void An_operation_that_is_delivered_again_is_not_done_again_and_its_end_is_said_again()
    {
        var world = HostWorld.Up();
        var operation = world.Load("small");
        world.FinishLoad();
        world.Unload("small");
        world.FinishUnload();

        var (_, effects) = HostRules.Decide(world.State, world.Commands[0] with { At = world.Now });

        Assert.Equal(world.Ends[operation], Assert.IsType<Announce>(Assert.Single(effects)).Message);
        Assert.Single(world.Loads);
    }

    [Fact]
    public void A_ticket_lapses_after_ten_seconds_and_its_place_goes_to_the_next()
    {
        var world = HostWorld.Up();
        var admissions = Enumerable.Range(0, HostWorld.Parallel + 1).Select(_ => world.Admit("small")).ToArray();
        world.FinishLoad();
        Assert.Equal(1, Assert.IsType<AdmissionQueued>(world.Told[admissions[^1]]).Position);

        world.Pass(HostSettings.TicketLife);

        Assert.Null(world.Present(admissions[0]));
        Assert.IsType<AdmissionGranted>(world.Answers[admissions[^1]]);
    }

    [Fact]
    public void A_load_that_only_somebody_who_left_wanted_is_not_begun()
    {
        var world = HostWorld.Up();
        world.Load("small");
        world.Close(world.Admit("large"));
        world.FinishLoad();

        Assert.Equal(["small"], world.Loads.Select(load => load.Options.ModelKey));
    }

    [Fact]
    public void Without_LM_Studio_who_waits_is_refused_and_a_listing_that_is_too_old_changes_nothing()
    {
        var world = HostWorld.Up();
        var asked = world.Now;
        world.Load("small");
        world.FinishLoad();
        world.Happen(new InstancesListed(1, asked, []));
        Assert.Contains("small", world.State.Instances.Keys);

        world.See(LmStudioHealth.Unreachable);
        Assert.Equal(FailureReasons.LmStudioUnreachable, Assert.IsType<AdmissionRefused>(world.Answers[world.Admit("large")]).Reason);
        Assert.Equal(FailureReasons.LmStudioUnreachable, world.Ends[world.Load("large")].Reason);
    }

    [Fact]
    public void An_unload_during_the_load_stops_it()
    {
        var world = HostWorld.Up();
        var load = world.Load("small");
        var unload = world.Unload("small");

        Assert.True(world.CancelAsked);
        world.FinishLoad(succeed: false);
        Assert.Equal(OperationOutcomes.Cancelled, world.Ends[load].Outcome);
        Assert.Equal(OperationOutcomes.Succeeded, world.Ends[unload].Outcome);
    }
}
