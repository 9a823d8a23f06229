using Chatbot.LmStudioAgent.Studio;
using Chatbot.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Chatbot.LmStudioAgent.Tests.Service;

public class LocatorTests
{
    [Fact]
    public async Task The_simulator_stands_in_until_LM_Studio_answers_at_its_usual_address()
    {
        await using var simulator = new SimulatedStudio(secondsPerGigabyte: 0);
        await using var studio = await PlainStudio.StartAsync();
        await using var agent = new AgentApplication(studio: null, ("services:simulator:http:0", simulator.Address.AbsoluteUri));
        var options = agent.Services.GetRequiredService<IOptions<StudioOptions>>().Value;

        await agent.ReportAsync(report => report.LmStudio is { Simulated: true, Health: Contracts.LmStudioHealth.Ok }, "the simulator is found");
        options.Discovery = options.Discovery with { Usual = studio.Address };

        var report = await agent.ReportAsync(report => report.LmStudio is { Simulated: false, Health: Contracts.LmStudioHealth.Ok }, "LM Studio is found");
        Assert.Equal(new Uri("http://agent.example/"), report.AgentAddress);
        await agent.ReportAsync(report => report.Instances is [{ InstanceId: PlainStudio.Model, Foreign: true }], "its instance is shown as foreign");
    }

    [Fact]
    public async Task LM_Studio_that_is_late_with_a_few_greetings_keeps_its_instances_though_the_simulator_answers()
    {
        await using var simulator = new SimulatedStudio(secondsPerGigabyte: 0);
        await using var studio = await PlainStudio.StartAsync();
        await using var agent = new AgentApplication(studio: null, ("services:simulator:http:0", simulator.Address.AbsoluteUri));
        var options = agent.Services.GetRequiredService<IOptions<StudioOptions>>().Value;
        (options.Discovery, options.WatchInterval) = (options.Discovery with { Usual = studio.Address }, TimeSpan.FromMilliseconds(20));
        await agent.ReportAsync(report => report.Instances is [{ InstanceId: PlainStudio.Model }], "LM Studio is found");
        var link = agent.Services.GetRequiredService<StudioLink>();
        var connection = link.Current!.Number;

        studio.GreetingsToMiss = 4;
        await Eventually.TrueAsync(() => studio.GreetingsToMiss < -3, "it greets again");
        // Neither does a look at which it does not say what it is make another LM Studio of it.
        var asked = 0;
        studio.OnSimulator = context => Task.Run(() => { asked++; context.Abort(); }, TestContext.Current.CancellationToken);
        studio.GreetingsToMiss = 1;
        await Eventually.TrueAsync(() => asked > 3, "it was asked what it is");

        Assert.Equal((connection, studio.Address, false), (link.Current!.Number, link.Current.Client.Options.BaseUrl, link.Current.Simulated));
    }

    [Fact]
    public async Task LM_Studio_is_found_where_its_own_files_say_and_asked_but_once_what_it_is()
    {
        await using var studio = await PlainStudio.StartAsync();
        var asked = 0;
        studio.OnSimulator = context => context.Response.WriteAsJsonAsync(new { asked = ++asked }, TestContext.Current.CancellationToken);
        await using var agent = new AgentApplication(studio: null) { Watch = options => options.WatchInterval = TimeSpan.FromMilliseconds(20) };
        var settings = Directory.CreateDirectory(Path.Combine(agent.Folder, ".internal"));
        await File.WriteAllTextAsync(Path.Combine(settings.FullName, "http-server-config.json"), $$"""{"port":{{studio.Address.Port}}}""", TestContext.Current.CancellationToken);
        agent.StartServer();

        await agent.ReportAsync(report => report.Instances is [{ InstanceId: PlainStudio.Model }], "LM Studio is found");
        var greetings = studio.GreetingsToMiss;
        await Eventually.TrueAsync(() => studio.GreetingsToMiss < greetings - 3, "it was looked for again");

        Assert.Equal(1, asked);
    }

    [Fact]
    public void A_malformed_address_is_refused_with_a_sentence_that_names_it()
    {
        using var agent = new AgentApplication(studio: null, ("LMSTUDIO_BASE_URL", "localhost-1234"));

        var exception = Assert.ThrowsAny<OptionsValidationException>(() => agent.Services.GetRequiredService<IOptions<StudioOptions>>().Value);

        Assert.Contains("LMSTUDIO_BASE_URL", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Anna's MacBook Pro.local", "anna-s-macbook-pro-local")]
    [InlineData("工作站", "host")]
    public void A_host_is_named_after_its_machine(string machine, string slug) => Assert.Equal(slug, AgentOptions.Slug(machine));
}
