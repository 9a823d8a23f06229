using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Hosts;
using Microsoft.Extensions.Time.Testing;

namespace Chatbot.ModelCatalog.Tests;

public sealed class FleetTests
{
    private readonly FakeTimeProvider _time = new(Reports.Started);
    private readonly Fleet _fleet;

    public FleetTests() => _fleet = new Fleet(_time);

    [Fact]
    public void A_report_with_a_lower_number_or_of_an_earlier_run_of_the_agent_changes_nothing()
    {
        Assert.True(_fleet.Take(Reports.Host(number: 5)));

        Assert.False(_fleet.Take(Reports.Host(number: 5)));
        Assert.False(_fleet.Take(Reports.Host(number: 4, health: LmStudioHealth.Unreachable)));
        Assert.False(_fleet.Take(Reports.Host(number: 9, startedAt: Reports.Started.AddMinutes(-1), health: LmStudioHealth.Unreachable)));

        Assert.Equal(LmStudioHealth.Ok, _fleet.Hosts["studio"].LmStudio.Health);
    }

    [Fact]
    public void An_agent_is_reached_where_it_connected_from_whatever_its_reports_say()
    {
        var connected = new Uri("http://studio.example:5001/");
        Register(HostRegistration.None("studio") with { Epoch = 1, Address = connected });

        _fleet.Take(Reports.Host(number: 5) with { Epoch = 1, AgentAddress = new Uri("http://elsewhere.example/") });

        Assert.Equal(connected, _fleet.Hosts["studio"].Address);
    }

    [Fact]
    public void A_host_that_is_heard_before_it_is_restored_has_the_models_of_before()
    {
        var before = new Fleet(_time);
        before.Take(Reports.Host(number: 5));
        before.Take(Reports.Inventory(number: 6));
        _fleet.Take(Reports.Host(number: 7));

        _fleet.Restore(before.Hosts.Values);

        Assert.True(_fleet.Hosts["studio"] is { Online: true, Number: 7 } host && host.Has(Reports.Small));
    }

    [Fact]
    public void A_restarted_agent_begins_to_count_anew()
    {
        _fleet.Take(Reports.Host(number: 5));

        Assert.True(_fleet.Take(Reports.Host(number: 1, startedAt: Reports.Started.AddMinutes(1))));
    }

    [Fact]
    public void A_host_is_offline_after_fifteen_silent_seconds_and_back_with_the_next_report()
    {
        _fleet.Take(Reports.Host(number: 5));

        _time.Advance(TimeSpan.FromSeconds(14.9));
        _fleet.MarkSilentOffline();
        Assert.True(_fleet.Hosts["studio"].Online);

        _time.Advance(TimeSpan.FromSeconds(0.1));
        _fleet.MarkSilentOffline();
        Assert.False(_fleet.Hosts["studio"].Online);

        Assert.True(_fleet.Take(Reports.Host(number: 6)));
        Assert.True(_fleet.Hosts["studio"].Online);
    }

    [Fact]
    public void An_agent_whose_clock_was_set_back_is_heard_once_its_host_is_offline()
    {
        _fleet.Take(Reports.Host(number: 5));
        var earlier = Reports.Host(number: 1, startedAt: Reports.Started.AddHours(-1));
        Assert.False(_fleet.Take(earlier));

        _time.Advance(Fleet.Silence);
        _fleet.MarkSilentOffline();

        Assert.True(_fleet.Take(earlier));
    }

    [Fact]
    public void A_higher_epoch_is_newer_whatever_the_clocks_say_and_a_lower_one_is_not_heard_any_more()
    {
        Register(HostRegistration.None("studio") with { Epoch = 1 });
        _fleet.Take(Reports.Host(number: 5) with { Epoch = 1 });
        Register(HostRegistration.None("studio") with { Epoch = 2 });

        Assert.True(_fleet.Take(Reports.Host(number: 1, startedAt: Reports.Started.AddHours(-1), health: LmStudioHealth.Unreachable) with { Epoch = 2 }));
        Assert.False(_fleet.Take(Reports.Host(number: 6, startedAt: Reports.Started.AddHours(1)) with { Epoch = 1 }));
        Assert.True(_fleet.Take(Reports.Inventory(number: 7) with { Epoch = 2 }));
        Assert.False(_fleet.Take(Reports.Inventory(number: 8) with { Epoch = 1 }));

        Assert.Equal(LmStudioHealth.Unreachable, _fleet.Hosts["studio"].LmStudio.Health);
    }

    [Fact]
    public void An_agent_that_another_one_was_given_the_host_after_is_refused_before_the_other_reports_and_when_the_host_is_offline()
    {
        Register(HostRegistration.None("studio") with { Epoch = 1 });
        _fleet.Take(Reports.Host(number: 5) with { Epoch = 1 });
        Register(HostRegistration.None("studio") with { Epoch = 2 });

        Assert.False(_fleet.Take(Reports.Host(number: 6) with { Epoch = 1 }));
        Assert.False(_fleet.Take(Reports.Host(number: 6)));
        Assert.False(_fleet.Take(Reports.Inventory(number: 6) with { Epoch = 1 }));
        _time.Advance(Fleet.Silence);
        _fleet.MarkSilentOffline();
        Assert.False(_fleet.Take(Reports.Host(number: 7) with { Epoch = 1 }));
        Assert.True(_fleet.Take(Reports.Host(number: 1) with { Epoch = 2 }));
    }

    [Fact]
    public void An_epoch_that_the_table_does_not_know_is_taken_once_it_does_and_one_that_nobody_was_given_never()
    {
        Register(HostRegistration.None("studio") with { Epoch = 1 });

        Assert.False(_fleet.Take(Reports.Host(number: 5) with { Epoch = 9 }));
        Register(HostRegistration.None("studio") with { Epoch = 2 });
        Assert.Empty(_fleet.Hosts);
        Assert.False(_fleet.Take(Reports.Host(number: 6) with { Epoch = 3 }));
        Register(HostRegistration.None("studio") with { Epoch = 3 });
        Assert.Equal((6, 3), (_fleet.Hosts["studio"].Number, _fleet.Hosts["studio"].Epoch));
    }

    [Fact]
    public void Of_hosts_that_nobody_connected_for_no_more_than_a_hundred_are_kept()
    {
        Register(HostRegistration.None("late") with { Epoch = 1 });
        for (var number = 0; number < 100; number++) Assert.True(_fleet.Take(Reports.Host($"host-{number}")));

        Assert.False(_fleet.Take(Reports.Host("one-more")));
        Assert.True(_fleet.Take(Reports.Host("host-1", number: 2)));
        Assert.True(_fleet.Take(Reports.Host("late") with { Epoch = 1 }));
    }

    [Fact]
    public void A_host_without_an_epoch_reports_as_ever()
    {
        Register(HostRegistration.None("laptop") with { Epoch = 4 });

        Assert.True(_fleet.Take(Reports.Host()));
        Assert.True(_fleet.Take(Reports.Inventory()));
    }

    [Fact]
    public void A_removed_host_is_forgotten_and_its_reports_are_refused()
    {
        _fleet.Take(Reports.Host(number: 5));
        Register(HostRegistration.None("studio") with { Removed = true });

        Assert.Empty(_fleet.Hosts);
        Assert.False(_fleet.Take(Reports.Host(number: 6)));
        Assert.False(_fleet.Take(Reports.Inventory(number: 6)));
        _fleet.Restore([new HostState { Id = "studio", Name = "Old", LastSeenAt = default, Registration = HostRegistration.None("studio") with { Removed = true } }]);
        Assert.Empty(_fleet.Hosts);
    }

    [Fact]
    public void An_enrolled_host_is_reached_where_it_was_enrolled_whatever_its_reports_say()
    {
        Register(HostRegistration.None("studio") with { Enrolled = true, Address = new Uri("https://studio.example:5443/"), Configuration = new HostConfiguration("Upstairs") });
        _fleet.Take(Reports.Host());

        Assert.Equal(new Uri("https://studio.example:5443/"), _fleet.Hosts["studio"].Address);
        Assert.Equal("Upstairs", _fleet.Hosts["studio"].ShownName);
    }

    [Fact]
    public void What_is_restored_does_not_replace_what_was_heard()
    {
        _fleet.Take(Reports.Host());

        _fleet.Restore([
            new HostState { Id = "studio", Name = "Old", LastSeenAt = default, Online = true },
            new HostState { Id = "laptop", Name = "Laptop", LastSeenAt = default, Online = true },
        ]);

        Assert.Equal("The studio", _fleet.Hosts["studio"].Name);
        Assert.False(_fleet.Hosts["laptop"].Online);
    }

    [Fact]
    public void Whoever_waits_for_a_change_is_told_of_the_next_one()
    {
        var change = _fleet.Changes.Next;
        Assert.False(change.IsCompleted);

        _fleet.Take(Reports.Host());

        Assert.True(change.IsCompleted);
        Assert.False(_fleet.Changes.Next.IsCompleted);
    }

    private void Register(HostRegistration host) => _fleet.Register(new Dictionary<string, HostRegistration> { [host.Id] = host });
}
