using Chatbot.LmStudioAgent.Contracts;
using Chatbot.LmStudioAgent.Scheduling;

namespace Chatbot.LmStudioAgent.Tests.Scheduling;

public class FairnessTests
{
    [Fact]
    public void Somebody_with_two_hundred_requests_does_not_keep_others_waiting()
    {
        var world = HostWorld.Up();
        var many = Enumerable.Range(0, 200).Select(_ => world.Admit("small", user: "ada")).ToList();
        world.FinishLoad();
        var one = world.Admit("small", user: "bob");

        var turns = 0;
        while (!world.Answers.ContainsKey(one)) Turn(world, ref turns);

        Assert.InRange(turns, 0, 2);
        while (world.State.Waiting.Count > 0) Turn(world, ref turns);
        // Her own go in the order they came.
        Assert.Equal(many, world.Grants.Where(grant => grant != one));
    }

    [Fact]
    public void Nobody_is_passed_for_ever_by_those_who_come_later()
    {
        var world = HostWorld.Up();
        _ = Enumerable.Range(0, 5).Select(_ => world.Admit("small", user: "ada")).ToList();
        var last = world.Admit("small", user: "ada");
        world.FinishLoad();

        var turns = 0;
        for (var newcomer = 0; !world.Answers.ContainsKey(last); newcomer++)
        {
            // Somebody new for every place that becomes free.
            world.Admit("small", user: $"new {newcomer}");
            world.Admit("small", user: $"new too {newcomer}");
            world.Pass(TimeSpan.FromSeconds(2));
            Turn(world, ref turns);
        }

        Assert.InRange(turns, 1, 60);
    }

    [Fact]
    public void Background_work_goes_after_people_and_does_not_starve_either()
    {
        var world = HostWorld.Up();
        world.Load("small");
        world.FinishLoad();
        var busy = Enumerable.Range(0, HostWorld.Parallel).Select(_ => world.Admit("small", user: "ada")).ToList();
        foreach (var ticket in busy) world.Present(ticket);
        var background = world.Admit("small", priority: -1, user: "bob");
        var person = world.Admit("small", user: "cleo");

        world.EndInference(busy[0]);
        Assert.Equal([person], world.Grants.Except(busy));

        world.Present(person);
        world.Pass(TimeSpan.FromSeconds(61));
        var later = world.Admit("small", user: "dan");
        world.EndInference(busy[1]);
        Assert.Contains(background, world.Grants);
        Assert.DoesNotContain(later, world.Grants);
    }

    [Fact]
    public void Background_work_leaves_half_of_the_places_to_people()
    {
        var world = HostWorld.Up();
        world.Load("small");
        world.FinishLoad();
        var person = world.Admit("small", user: "ada");
        world.Present(person);
        var background = world.Admit("small", priority: -1, user: "ada");
        Assert.DoesNotContain(background, world.Grants);
        var next = world.Admit("small", user: "bob");
        Assert.Contains(next, world.Grants);

        world.EndInference(person);
        world.Present(next);
        Assert.DoesNotContain(background, world.Grants);
        world.EndInference(next);
        Assert.Contains(background, world.Grants);
    }

    [Fact]
    public void The_expected_time_follows_what_answers_were_seen_to_take()
    {
        var world = HostWorld.Up();
        world.Load("small");
        world.FinishLoad();
        for (var answer = 0; answer < 20; answer++)
        {
            var ticket = world.Admit("small");
            world.Present(ticket);
            world.Pass(TimeSpan.FromSeconds(4));
            world.EndInference(ticket);
        }

        foreach (var ticket in new[] { world.Admit("small"), world.Admit("small") }) world.Present(ticket);
        var waiting = new[] { world.Admit("small"), world.Admit("small"), world.Admit("small") };

        var told = waiting.Select(admission => Assert.IsType<AdmissionQueued>(world.Told[admission])).ToList();
        Assert.Equal([1, 2, 3], told.Select(update => update.Position));
        Assert.InRange(told[0].EtaSeconds!.Value, 3.5, 4.5);
        Assert.InRange(told[2].EtaSeconds!.Value, 7, 9);
    }

    [Fact]
    public void A_host_that_is_being_emptied_sends_those_who_wait_elsewhere_and_lets_those_who_run_end()
    {
        var world = HostWorld.Up();
        var running = world.Admit("small");
        world.FinishLoad();
        world.Present(running);
        var queued = world.Admit("large");

        world.Happen(new Configured(new HostConfiguration(Draining: true)));

        Assert.Equal(FailureReasons.HostDraining, Assert.IsType<AdmissionRefused>(world.Answers[queued]).Reason);
        Assert.Equal(FailureReasons.HostDraining, Assert.IsType<AdmissionRefused>(world.Answers[world.Admit("small")]).Reason);
        Assert.Equal(FailureReasons.HostDraining, world.Ends[world.Load("other")].Reason);
        Assert.Empty(world.Unloads);
    }

    private static void Turn(HostWorld world, ref int turns)
    {
        foreach (var ticket in world.Unused()) world.Present(ticket);
        foreach (var ticket in world.Running.Keys.ToArray()) world.EndInference(ticket);
        turns++;
    }
}
