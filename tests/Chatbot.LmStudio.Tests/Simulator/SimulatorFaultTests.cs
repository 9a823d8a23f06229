using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Chatbot.Testing;

namespace Chatbot.LmStudio.Tests.Simulator;

public sealed class SimulatorFaultTests : FaultyHostTests
{
    [Fact]
    public async Task Faults_are_read_set_and_cleared_while_it_runs_and_what_is_not_known_changes_nothing()
    {
        await SetAsync("""{"hang":{"surfaces":["chat"]},"outOfMemory":{"times":2,"at":0.1}}""");
        foreach (var wrong in (string[])["""{"explode":{}}""", """{"hang":{"surfaces":["x"]}}""", """{"hang":{}}""", """{"outOfMemory":{"at":7}}""", """{"refuse":{"often":1}}""", "[]", "nonsense", "null"])
        {
            using var refused = await Fleet.SetFaultsAsync(wrong);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.NotEmpty((await refused.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("errors").EnumerateArray());
        }

        Assert.Equal("""{"hang":{"surfaces":["chat"]},"outOfMemory":{"at":0.1,"times":2}}""", await Http.GetStringAsync("simulator/faults", Stop));
        await Http.DeleteAsync("simulator/faults", Stop);
        Assert.Equal("{}", await Http.GetStringAsync("simulator/faults", Stop));
    }

    [Fact]
    public async Task A_host_that_refuses_resets_requests_and_open_sockets_as_often_as_told_and_its_control_still_answers()
    {
        Assert.Empty(await Client.ListLoadedAsync(Stop));

        await SetAsync("""{"refuse":{"times":2}}""");
        await Assert.ThrowsAsync<HttpRequestException>(() => Http.GetAsync("lmstudio-greeting", Stop));
        await Assert.ThrowsAsync<HttpRequestException>(() => Http.GetAsync("v1/models", Stop));

        Assert.Equal("{}", await Http.GetStringAsync("simulator/faults", Stop));
        Assert.True(await Client.IsThereAsync(Stop));
        Assert.Empty(await Client.ListLoadedAsync(Stop));
    }

    [Fact]
    public async Task A_surface_that_hangs_answers_when_the_fault_is_gone_and_the_others_do_meanwhile()
    {
        await Client.ListLoadedAsync(Stop);
        await SetAsync("""{"hang":{"surfaces":["rest","socket"]}}""");

        var (rest, socket) = (Http.GetAsync("api/v1/models", Stop), Client.ListLoadedAsync(Stop));
        Assert.True(await Client.IsThereAsync(Stop));
        using var chat = await AskAsync();
        Assert.Equal(HttpStatusCode.OK, chat.StatusCode);
        Assert.False(rest.IsCompleted || socket.IsCompleted);

        await Http.DeleteAsync("simulator/faults", Stop);
        Assert.Equal(HttpStatusCode.OK, (await rest).StatusCode);
        Assert.Single(await socket);
    }

    [Fact]
    public async Task Where_all_hangs_the_greeting_does_too()
    {
        await SetAsync("""{"hang":{"surfaces":["all"]}}""");
        await using var impatient = Fleet.StudioClient(timeout: TimeSpan.FromMilliseconds(200));

        Assert.False(await impatient.IsThereAsync(Stop));
        Assert.Equal(LmStudioFailure.TimedOut, (await Assert.ThrowsAsync<LmStudioException>(() => impatient.ListLoadedAsync(Stop))).Failure);
    }

    [Fact]
    public async Task A_server_that_says_200_to_everything_is_not_taken_for_LM_Studio()
    {
        await SetAsync("""{"answersAnything":{}}""");

        Assert.False(await Client.IsThereAsync(Stop));
        Assert.Equal("""{"error":"Unexpected endpoint or method. (GET /api/v1/models)"}""", await Http.GetStringAsync("api/v1/models", Stop));
    }

    [Fact]
    public async Task A_restart_drops_sockets_instances_and_loads_and_it_answers_again_at_once()
    {
        await Client.LoadModelAsync(new LoadOptions(SimulatorApplication.Small), null, Stop);
        await SetAsync("""{"stallLoad":{},"slowPrefill":{"seconds":3600}}""");
        var load = Client.LoadModelAsync(new LoadOptions(SimulatorApplication.Large), null, Stop);
        var ask = Http.PostAsJsonAsync("v1/chat/completions", Sky(stream: false), Stop);
        await Eventually.TrueAsync(() => Host.Loading.Count == 1 && Host.Instances[0].State.Running == 1, "it loads and answers");

        using var control = Fleet.Client();
        Assert.Equal(HttpStatusCode.NoContent, (await control.PostAsync("simulator/restart", null, Stop)).StatusCode);

        Assert.Equal(LmStudioFailure.Unreachable, (await Assert.ThrowsAsync<LmStudioException>(() => load)).Failure);
        await Assert.ThrowsAsync<HttpRequestException>(() => ask);
        Assert.Empty(await Client.ListLoadedAsync(Stop));
        await Eventually.TrueAsync(() => Host.Loading.Count == 0, "the load is lost");
        Assert.Equal((1, 1, 0L), (Host.Counters.Read().Restarts, Host.Counters.Read().LoadsFailed, Host.Memory.Used.VramBytes));
    }
}
