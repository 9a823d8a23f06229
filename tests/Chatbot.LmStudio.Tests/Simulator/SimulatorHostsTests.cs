using System.Net;
using System.Net.Http.Json;
using Chatbot.LmStudioSimulator.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Chatbot.LmStudio.Tests.Simulator;

public sealed class SimulatorHostsTests
{
    private const string Token = "sk-lm-ABCD1234:abcdefghij0123456789";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Several_hosts_have_each_their_port_models_version_and_instances()
    {
        await using var fleet = new SimulatorFleet(
            ("Parallel", "2"), ("Hosts:0:Name", "alpha"), ("Hosts:0:Version", "0.4.25"),
            ("Hosts:1:Name", "beta"), ("Hosts:1:Version", "0.4.16"), ("Hosts:1:ModelCount", "10"), ("Hosts:1:Parallel", "7"),
            ("Hosts:2:Models:0:Key", "acme/tiny"), ("Hosts:2:Models:0:SizeBytes", "1000"));
        Assert.Equal(3, fleet.Hosts.Select((_, host) => fleet.Address(host)).Distinct().Count());

        await using (var beta = fleet.StudioClient(1))
        {
            Assert.Equal("0.4.16", await beta.GetVersionAsync(Stop));
            Assert.Equal(10, (await beta.ListDownloadedModelsAsync(Stop)).Count);
            await beta.LoadModelAsync(new LoadOptions("simulated/chat-01-0.6b", Identifier: "mine"), null, Stop);
        }

        Assert.Equal([0, 1, 0], fleet.Hosts.Select(host => host.Instances.Count));
        Assert.Equal((7, 2), (fleet.Hosts[1].Instances[0].Settings.Parallel!.Value, fleet.Hosts[0].Options.Parallel));
        var (status, other) = (await fleet.StatusAsync(1), await fleet.StatusAsync(2));
        Assert.Equal(("beta", "mine", 1), (status.GetProperty("name").GetString(), status.GetProperty("instances")[0].GetString(), status.GetProperty("loadsSucceeded").GetInt32()));
        Assert.Equal(("2", "acme/tiny", 0), (other.GetProperty("name").GetString(), other.GetProperty("models")[0].GetString(), other.GetProperty("loadsStarted").GetInt32()));
        Assert.Equal(fleet.Address(2), new Uri(other.GetProperty("hosts")[2].GetProperty("url").GetString()!));
    }

    [Fact]
    public async Task The_last_loads_and_unloads_are_told_with_their_times()
    {
        await using var fleet = new SimulatorFleet();
        await using var client = fleet.StudioClient();
        var before = TimeProvider.System.GetUtcNow();
        var model = (await client.ListDownloadedModelsAsync(Stop)).First(model => model.Kind == ModelKind.Llm).Key;

        await client.LoadModelAsync(new LoadOptions(model, Identifier: "mine"), null, Stop);
        await client.UnloadAsync("mine", ModelKind.Llm, Stop);

        var told = (await fleet.StatusAsync()).GetProperty("recentChanges").EnumerateArray().ToList();
        Assert.Equal(
            [("load-started", "mine"), ("loaded", "mine"), ("unloaded", "mine")],
            told.Select(change => (change.GetProperty("what").GetString(), change.GetProperty("identifier").GetString())));
        DateTimeOffset[] times = [before, .. told.Select(change => change.GetProperty("at").GetDateTimeOffset()), TimeProvider.System.GetUtcNow()];
        Assert.Equal(times.Order(), times);
    }

    [Fact]
    public void Of_very_many_changes_the_newest_are_kept()
    {
        var changes = new LmStudioSimulator.Hosts.RecentChanges(TimeProvider.System);

        for (var number = 1; number <= 1000; number++) changes.Happened("loaded", $"{number}");

        var kept = changes.Read();
        Assert.Equal(Enumerable.Range(1, 1000).TakeLast(kept.Count).Select(number => $"{number}"), kept.Select(change => change.Identifier));
        Assert.InRange(kept.Count, 10, 100);
    }

    [Fact]
    public void Made_up_models_are_the_same_every_time_and_of_both_kinds()
    {
        var (one, two) = (Models(), Models());

        Assert.Equal(one, two);
        Assert.Equal((20, 2), (one.Count, one.Count(model => model.Kind == "embedding")));
        Assert.Equal(20, one.Select(model => model.Key).Distinct().Count());

        static List<LmStudioSimulator.Hosts.SimulatedModel> Models() =>
            [.. new LmStudioSimulator.Hosts.DownloadedModels(new StudioOptions { ModelCount = 20 })];
    }

    [Fact]
    public async Task A_token_is_asked_for_by_every_interface_of_its_host_alone_and_greetings_need_none()
    {
        await using var fleet = new SimulatorFleet(("Hosts:0:ApiToken", Token), ("Hosts:1:Name", "open"));
        using var client = fleet.Client();

        using var rest = await client.GetAsync("api/v1/models", Stop);
        using var openAi = await client.GetAsync("v1/models", Stop);
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (rest.StatusCode, openAi.StatusCode));
        Assert.Contains("\"type\":\"invalid_request\"", await rest.Content.ReadAsStringAsync(Stop));
        Assert.Contains("\"code\":\"invalid_api_key\"", await openAi.Content.ReadAsStringAsync(Stop));
        Assert.Equal("""{"lmstudio":true}""", await client.GetStringAsync("lmstudio-greeting", Stop));
        await using var guest = fleet.StudioClient();
        Assert.Equal(LmStudioFailure.Unauthorized, (await Assert.ThrowsAsync<LmStudioException>(() => guest.ListLoadedAsync(Stop))).Failure);

        await using var known = fleet.StudioClient(token: Token);
        Assert.Empty(await known.ListLoadedAsync(Stop));
        Assert.NotEmpty(await known.ListDownloadedModelsAsync(Stop));
        await using var open = fleet.StudioClient(1);
        Assert.Empty(await open.ListLoadedAsync(Stop));
    }

    [Fact]
    public async Task What_does_not_fit_into_memory_is_refused_as_the_guardrails_do_and_fits_when_room_is_made()
    {
        await using var fleet = new SimulatorFleet(("VramBytes", "6000000000"), ("RamBytes", "4000000000"));
        await using var client = fleet.StudioClient();
        await client.LoadModelAsync(new LoadOptions(SimulatorApplication.Small, Identifier: "first"), null, Stop);

        var refused = await Assert.ThrowsAsync<LmStudioException>(() => client.LoadModelAsync(new LoadOptions(SimulatorApplication.Large), null, Stop));
        using var http = fleet.Client();
        using var rest = await http.PostAsJsonAsync("api/v1/models/load", new { model = SimulatorApplication.Large }, Stop);

        Assert.Equal(LmStudioFailure.OutOfMemory, refused.Failure);
        Assert.Contains("insufficient system resources", await rest.Content.ReadAsStringAsync(Stop));
        Assert.Contains("requires approximately 9.78 GB", refused.Message);
        Assert.Equal((3, 1, 2), Counts(fleet));

        await client.UnloadAsync("first", ModelKind.Llm, Stop);
        await client.LoadModelAsync(new LoadOptions(SimulatorApplication.Large), null, Stop);
        Assert.Equal(6_000_000_000, fleet.Hosts[0].Memory.Used.VramBytes);
    }

    [Theory]
    [InlineData("Hosts:0:Port", "5", "Hosts:1:Port", "5", "have the same Port 5")]
    [InlineData("ApiToken", "secret", "Name", "x", "ApiToken must be sk-lm-")]
    [InlineData("ModelCount", "3", "Models:0:Key", "a/b", "either Models or ModelCount")]
    [InlineData("Hosts:0:Models:0:Key", "a/b", "Hosts:0:Models:1:Key", "a/b", "names 'a/b' twice")]
    [InlineData("Hosts:0:Models:0:Kind", "vision", "Hosts:0:Models:0:Key", "a/b", "Kind must be llm or embedding")]
    [InlineData("Faults:Hang:Surfaces:0", "everything", "Name", "x", "'surfaces' must name one or more of rest, socket, chat, all")]
    [InlineData("TokensPerSecond", "-1", "Version", "new", "Version must be like 0.4.25")]
    public void Settings_that_are_wrong_are_told_before_the_start(string key, string value, string otherKey, string otherValue, string sentence)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create($"Simulator:{key}", (string?)value), KeyValuePair.Create($"Simulator:{otherKey}", (string?)otherValue)]).Build();

        var exception = Assert.Throws<OptionsValidationException>(() => HostConfiguration.Read(settings.GetSection("Simulator")));

        Assert.Contains(exception.Failures, failure => failure.Contains(sentence, StringComparison.Ordinal));
    }

    private static (int Started, int Succeeded, int Failed) Counts(SimulatorFleet fleet) =>
        fleet.Hosts[0].Counters.Read() is var count ? (count.LoadsStarted, count.LoadsSucceeded, count.LoadsFailed) : default;
}
