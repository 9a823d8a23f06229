using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.ModelCatalog.Hosts;
using Chatbot.ModelCatalog.Models;

namespace Chatbot.ModelCatalog.Tests;

public sealed class ModelPlacesTests
{
    private static readonly InstanceReport Draining = Reports.Instance() with { InstanceId = "old", State = InstanceStates.Draining, Queued = 2 };
    private static readonly LoadReport Load = new(Reports.Small, 0.3, 1);

    private readonly HostState _host = new()
    {
        Id = "studio",
        Name = "Studio",
        LastSeenAt = Reports.Started,
        Online = true,
        LmStudio = new LmStudioReport(LmStudioHealth.Ok, null, false, null),
    };

    [Fact]
    public void A_loaded_instance_counts_before_one_on_its_way_out_and_all_that_wait_are_added_up()
    {
        var place = Place(_host with { Instances = [Draining, Reports.Instance() with { ContextLength = 4_096, Pinned = true, TtlRemainingSeconds = null }], Loading = Load });

        Assert.Equal(new ModelPlace("studio", PlaceStates.Loaded, 0.3, 2, 4_096, null, true, 3), place);
    }

    [Fact]
    public void A_model_that_comes_is_loading_and_one_that_only_goes_is_draining()
    {
        Assert.Equal((PlaceStates.Loading, 0.3), (Place(_host with { Loading = Load }).State, Place(_host with { Loading = Load }).Progress));
        Assert.Equal(PlaceStates.Draining, Place(_host with { Instances = [Draining] }).State);
        Assert.Equal(PlaceStates.NotLoaded, Place(_host with { Loading = Load with { ModelKey = "another" } }).State);
    }

    [Fact]
    public void A_host_that_drains_shows_its_models_so_and_is_chosen_only_before_one_that_is_away()
    {
        var draining = _host with { Registration = HostRegistration.None("studio") with { Configuration = new HostConfiguration(Draining: true) }, Instances = [Reports.Instance()] };
        var idle = _host with { Id = "laptop" };
        var away = _host with { Id = "tower", Online = false };

        Assert.Equal(PlaceStates.Draining, Place(draining).State);
        Assert.Equal("laptop", Placement.BestFor(Reports.Small, [draining, away, idle]).Id);
        Assert.Equal("studio", Placement.BestFor(Reports.Small, [away, draining]).Id);
    }

    [Fact]
    public void What_was_asked_for_and_what_is_left_of_a_load_are_told()
    {
        var place = Place(_host with
        {
            Instances = [Reports.Instance() with { ContextLength = 4_096, RequestedContextLength = 8_192 }],
            Loading = Load with { RemainingSeconds = 7 },
        });

        Assert.Equal((4_096, 8_192, 7), (place.ContextLength, place.RequestedContextLength, place.RemainingSeconds));
    }

    [Fact]
    public void Where_LM_Studio_does_not_answer_its_agent_nothing_can_be_used()
    {
        var host = _host with { Instances = [Reports.Instance()], LmStudio = new LmStudioReport(LmStudioHealth.Unreachable, null, false, "It is off.") };

        Assert.Equal((PlaceStates.Offline, 0), (Place(host).State, Place(host).Instances));
    }

    [Fact]
    public void A_load_goes_to_the_host_that_has_it_loaded_then_to_an_idle_one_and_to_one_that_is_off_only_last()
    {
        var loaded = _host with { Id = "loaded", Instances = [Reports.Instance()] };
        var busy = _host with { Id = "busy", Loading = Load with { ModelKey = "another" } };
        var idle = _host with { Id = "idle" };
        var off = _host with { Id = "off", Online = false };

        Assert.Equal("loaded", Placement.BestFor(Reports.Small, [off, busy, idle, loaded]).Id);
        Assert.Equal("idle", Placement.BestFor(Reports.Small, [off, busy, idle]).Id);
        Assert.Equal("busy", Placement.BestFor(Reports.Small, [off, busy]).Id);
        Assert.Equal("off", Placement.BestFor(Reports.Small, [off]).Id);
    }

    [Fact]
    public void A_cloud_model_needs_a_name_and_an_id_of_its_own()
    {
        var options = new CloudOptions { CloudModels = { new() { Id = "lmstudio:x", Name = "X", Provider = "google" }, new() { Id = "y" }, new() { Id = "y", Name = "Y", Provider = "google" } } };

        var result = new ValidateCloudOptions().Validate(null, options);

        Assert.Equal(3, result.Failures!.Count());
    }

    private static ModelPlace Place(HostState host) => ModelPlaces.Of(host, Reports.Small);
}
