using System.Text.Json;
using Chatbot.LmStudioSimulator.Hosts;
using Chatbot.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Chatbot.LmStudio.Tests.Simulator;

public sealed class SimulatorSocketTests
{
    private const string NoConfig = """{"layers":[]}""";

    [Fact]
    public async Task Who_does_not_say_who_he_is_gets_no_further()
    {
        await using var simulator = new SimulatorApplication();
        var socket = await simulator.Server.CreateWebSocketClient().ConnectAsync(new Uri(simulator.Server.BaseAddress, "/system"), TestContext.Current.CancellationToken);
        using var connection = new SimulatorSocket(socket);

        await connection.SendAsync("""{"authVersion":1}""");

        Assert.False((await connection.NextAsync()).GetProperty("success").GetBoolean());
        await Assert.ThrowsAsync<InvalidOperationException>(connection.NextAsync);
    }

    [Fact]
    public async Task The_downloaded_models_have_every_field_that_the_official_client_insists_on()
    {
        await using var simulator = new SimulatorApplication();
        using var system = await simulator.ConnectAsync("/system");

        var models = (await system.CallAsync("listDownloadedModels")).GetProperty("result");

        Assert.Equal(3, models.GetArrayLength());
        foreach (var field in (string[])["modelKey", "format", "displayName", "publisher", "path", "sizeBytes", "indexedModelIdentifier", "deviceIdentifier", "maxContextLength"])
            Assert.All(models.EnumerateArray(), model => Assert.True(model.TryGetProperty(field, out _), field));
    }

    [Fact]
    public async Task An_unknown_endpoint_is_only_warned_of_and_the_connection_goes_on()
    {
        await using var simulator = new SimulatorApplication();
        using var system = await simulator.ConnectAsync("/system");

        await system.SendAsync("""{"type":"rpcCall","endpoint":"makeCoffee","callId":0}""");
        var warning = await system.NextAsync();

        Assert.Equal(("communicationWarning", "rpcEndpointUnknown"), (warning.GetProperty("type").GetString(), warning.GetProperty("kind").GetString()));
        Assert.Equal("0.4.25", (await system.CallAsync("version")).GetProperty("result").GetProperty("version").GetString());
    }

    [Theory]
    [InlineData("predict", """{"modelSpecifier":{"type":"query","query":{"vision":"yes"}},"history":{"messages":[]},"predictionConfigStack":{"layers":[]}}""")]
    [InlineData("predict", """{"modelSpecifier":{"type":"query","query":{}},"history":{"messages":[]},"predictionConfigStack":{"layers":[{"config":{"fields":[{"key":7}]}}]}}""")]
    [InlineData("downloadModel", "{}")]
    public async Task A_value_of_the_wrong_type_inside_a_parameter_is_warned_of_too(string endpoint, string parameter)
    {
        await using var simulator = new SimulatorApplication();
        await simulator.Host.LoadAsync(simulator.Host.Models.Get(SimulatorApplication.Small), new LoadSettings(), null, TestContext.Current.CancellationToken);
        using var socket = await simulator.ConnectAsync(endpoint == "predict" ? "/llm" : "/repository");

        await socket.SendAsync($$"""{"type":"channelCreate","endpoint":"{{endpoint}}","channelId":0,"creationParameter":{{parameter}}}""");

        Assert.Equal("channelCreationParameterTypeError", (await socket.NextAsync()).GetProperty("kind").GetString());
    }

    [Fact]
    public async Task A_parameter_of_the_wrong_shape_is_only_warned_of()
    {
        await using var simulator = new SimulatorApplication();
        using var llm = await simulator.ConnectAsync("/llm");

        await llm.SendAsync("""{"type":"channelCreate","endpoint":"loadModel","channelId":0,"creationParameter":{"modelKey":7}}""");

        Assert.Equal("channelCreationParameterTypeError", (await llm.NextAsync()).GetProperty("kind").GetString());
    }

    [Fact]
    public async Task A_load_is_resolved_progresses_and_succeeds_with_its_own_identifier_context_and_time_to_live()
    {
        await using var simulator = new SimulatorApplication(null, ("LoadSecondsPerGigabyte", "0.1"));
        using var llm = await simulator.ConnectAsync("/llm");

        await OpenLoadAsync(llm, SimulatorApplication.Small, """ "identifier":"mine","ttlMs":60000, """, """{"layers":[{"layerName":"apiOverride","config":{"fields":[{"key":"llm.load.contextLength","value":8192}]}}]}""");

        Assert.Equal("resolved", Type(await llm.NextAsync()));
        List<double> progress = [];
        JsonElement success;
        while (Type(success = await llm.NextAsync()) == "progress") progress.Add(success.GetProperty("message").GetProperty("progress").GetDouble());
        Assert.Equal("success", Type(success));
        Assert.Equal("channelClose", (await llm.NextAsync()).GetProperty("type").GetString());
        Assert.Equal(progress.Order(), progress);
        Assert.Equal((0, 1), (progress[0], progress[^1]));
        Assert.True(progress.Count > 2);

        var loaded = (await llm.CallAsync("listLoaded")).GetProperty("result")[0];
        Assert.Equal(("mine", 8_192, 60_000), (loaded.GetProperty("identifier").GetString(), loaded.GetProperty("contextLength").GetInt32(), loaded.GetProperty("ttlMs").GetInt32()));
    }

    [Fact]
    public async Task A_cancelled_load_leaves_nothing_behind()
    {
        await using var simulator = new SimulatorApplication(null, ("LoadSecondsPerGigabyte", "3600"));
        using var llm = await simulator.ConnectAsync("/llm");

        await OpenLoadAsync(llm, SimulatorApplication.Large);
        await llm.NextAsync(message => Type(message) == "progress");
        await llm.SendAsync("""{"type":"channelSend","channelId":3,"message":{"type":"cancel"}}""");

        await llm.NextAsync(message => message.GetProperty("type").GetString() == "channelError");
        var host = simulator.Host;
        Assert.Empty(host.Instances);
        Assert.False(host.IsLoading(host.Models.Get(SimulatorApplication.Large)));
    }

    [Fact]
    public async Task A_client_that_goes_takes_its_load_with_it()
    {
        await using var simulator = new SimulatorApplication(null, ("LoadSecondsPerGigabyte", "3600"));
        var llm = await simulator.ConnectAsync("/llm");
        await OpenLoadAsync(llm, SimulatorApplication.Large);
        await llm.NextAsync(message => Type(message) == "progress");
        llm.Dispose();

        var host = simulator.Host;
        await Eventually.TrueAsync(() => !host.IsLoading(host.Models.Get(SimulatorApplication.Large)), "the load has ended");
    }

    [Fact]
    public async Task An_identifier_in_use_and_an_unknown_model_are_refused_in_words()
    {
        await using var simulator = new SimulatorApplication();
        using var llm = await simulator.ConnectAsync("/llm");
        await OpenLoadAsync(llm, SimulatorApplication.Small);
        await llm.NextAsync(message => message.GetProperty("type").GetString() == "channelClose");

        await OpenLoadAsync(llm, SimulatorApplication.Small, $""" "identifier":"{SimulatorApplication.Small}", """);
        Assert.Contains("already loaded", (await ErrorAsync(llm)).GetProperty("title").GetString());
        await OpenLoadAsync(llm, "no/such");
        Assert.Equal("generic.pathNotFound", (await ErrorAsync(llm)).GetProperty("displayData").GetProperty("code").GetString());
    }

    [Fact]
    public async Task GetOrLoad_loads_once_and_then_finds_what_is_loaded()
    {
        await using var simulator = new SimulatorApplication();
        using var llm = await simulator.ConnectAsync("/llm");
        var open = $$$"""{"type":"channelCreate","endpoint":"getOrLoad","channelId":3,"creationParameter":{"identifier":"{{{SimulatorApplication.Small}}}","loadConfigStack":{{{NoConfig}}}}}""";

        await llm.SendAsync(open);
        await llm.NextAsync(message => Type(message) == "loadSuccess");
        await llm.NextAsync(message => message.GetProperty("type").GetString() == "channelClose");
        await llm.SendAsync(open);

        Assert.Equal("alreadyLoaded", Type(await llm.NextAsync()));
        Assert.Equal(1, simulator.Host.Counters.Read().LoadsStarted);
    }

    [Fact]
    public async Task An_instance_goes_after_its_idle_time_and_not_while_it_works()
    {
        var time = new FakeTimeProvider();
        await using var simulator = new SimulatorApplication(time);
        using var llm = await simulator.ConnectAsync("/llm");
        await OpenLoadAsync(llm, SimulatorApplication.Small, """ "ttlMs":60000, """);
        await llm.NextAsync(message => message.GetProperty("type").GetString() == "channelClose");
        var host = simulator.Host;

        using (await host.Instances[0].EnterAsync(SimulatedInstance.Generating, TestContext.Current.CancellationToken)) time.Advance(TimeSpan.FromMinutes(5));
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.Single(host.Instances);

        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(host.Instances);
    }

    [Fact]
    public async Task A_prediction_streams_fragments_and_a_cancelled_one_succeeds_with_what_was_said()
    {
        await using var simulator = new SimulatorApplication(null, ("TokensPerSecond", "20"));
        using var llm = await simulator.ConnectAsync("/llm");
        await OpenLoadAsync(llm, SimulatorApplication.Small);
        await llm.NextAsync(message => message.GetProperty("type").GetString() == "channelClose");

        await llm.SendAsync($$$"""
            {"type":"channelCreate","endpoint":"predict","channelId":3,"creationParameter":{"modelSpecifier":{"type":"query","query":{"identifier":"{{{SimulatorApplication.Small}}}"}},
             "history":{"messages":[{"role":"user","content":[{"type":"text","text":"Why is the sky blue?"}]}]},"predictionConfigStack":{{{NoConfig}}}}}
            """);
        Assert.Equal("The", (await llm.NextAsync(message => Type(message) == "fragment")).GetProperty("message").GetProperty("fragment").GetProperty("content").GetString());
        await llm.SendAsync("""{"type":"channelSend","channelId":3,"message":{"type":"cancel"}}""");

        var success = await llm.NextAsync(message => Type(message) == "success");
        Assert.Equal("userStopped", success.GetProperty("message").GetProperty("stats").GetProperty("stopReason").GetString());
    }

    [Fact]
    public async Task An_instance_that_is_unloaded_is_gone_for_every_interface()
    {
        await using var simulator = new SimulatorApplication();
        using var llm = await simulator.ConnectAsync("/llm");
        await OpenLoadAsync(llm, SimulatorApplication.Small);
        await llm.NextAsync(message => message.GetProperty("type").GetString() == "channelClose");

        var unloaded = await llm.CallAsync("unloadModel", $$"""{"identifier":"{{SimulatorApplication.Small}}"}""");
        var again = await llm.CallAsync("unloadModel", $$"""{"identifier":"{{SimulatorApplication.Small}}"}""");
        var info = await llm.CallAsync("getModelInfo", $$$"""{"specifier":{"type":"query","query":{"identifier":"{{{SimulatorApplication.Small}}}"}},"throwIfNotFound":false}""");

        Assert.False(unloaded.TryGetProperty("result", out _));
        Assert.Equal("generic.identifierNotFound", again.GetProperty("error").GetProperty("displayData").GetProperty("code").GetString());
        Assert.Equal("rpcResult", info.GetProperty("type").GetString());
        Assert.False(info.TryGetProperty("result", out _));
    }

    private static Task OpenLoadAsync(SimulatorSocket llm, string model, string more = "", string config = NoConfig) => llm.SendAsync(
        $$$"""{"type":"channelCreate","endpoint":"loadModel","channelId":3,"creationParameter":{"modelKey":"{{{model}}}",{{{more}}}"loadConfigStack":{{{config}}}}}""");

    private static async Task<JsonElement> ErrorAsync(SimulatorSocket llm) =>
        (await llm.NextAsync(message => message.GetProperty("type").GetString() == "channelError")).GetProperty("error");

    private static string? Type(JsonElement message) =>
        message.TryGetProperty("message", out var inner) ? inner.GetProperty("type").GetString() : null;
}
