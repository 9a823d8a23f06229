using Chatbot.LmStudioAgent.Contracts;
using Chatbot.LmStudioAgent.Hosts;
using Chatbot.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.LmStudioAgent.Tests.Service;

public class WatchTests
{
    private const string Small = "qwen/qwen3-4b";

    // Not the usual values: other waits of the agent have those.
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(617);
    private static readonly TimeSpan Search = TimeSpan.FromMilliseconds(2017);
    private readonly WaitingTime _time = new();

    [Fact]
    public async Task What_somebody_does_in_LM_Studio_is_seen_at_the_next_look()
    {
        await using var studio = new SimulatedStudio(secondsPerGigabyte: 0);
        await studio.LoadAsync(Small);
        await using var agent = Start(studio.Address);
        var actor = agent.Services.GetRequiredService<HostActor>();
        await Eventually.TrueAsync(() => actor.State.Instances.ContainsKey(Small), "the instance is found");
        await RestsAsync(Look);

        await studio.UnloadAsync(Small);
        Assert.NotEmpty(actor.State.Instances);
        _time.Advance(Look);

        await Eventually.TrueAsync(() => actor.State.Instances.IsEmpty, "it is seen to be gone");
    }

    [Fact]
    public async Task A_look_that_finds_everything_as_it_was_is_no_news()
    {
        await using var studio = new SimulatedStudio(secondsPerGigabyte: 0);
        await studio.LoadAsync(Small);
        await using var agent = Start(studio.Address);
        var actor = agent.Services.GetRequiredService<HostActor>();
        await Eventually.TrueAsync(() => Moved(Look) && !actor.State.Instances.IsEmpty && !actor.State.Models.IsEmpty, "what there is is found");
        await RestsAsync(Look);
        var state = actor.State;

        for (var look = 0; look < 3; look++)
        {
            var before = _time.Waits(Look);
            _time.Advance(Look);
            await Eventually.TrueAsync(() => _time.Waits(Look) > before, "it has looked");
        }

        Assert.Same(state, actor.State);
    }

    [Fact]
    public async Task One_that_does_not_answer_is_not_asked_more_often_and_a_short_absence_is_none()
    {
        await using var studio = await PlainStudio.StartAsync();
        await using var agent = Start(studio.Address);
        var actor = agent.Services.GetRequiredService<HostActor>();
        await Eventually.TrueAsync(() => !actor.State.Instances.IsEmpty, "the instance is found");
        await RestsAsync(Search);

        studio.GreetingsToMiss = 1;
        await NextSearchAsync();
        Assert.True(actor.State.IsUp);
        await NextSearchAsync();
        Assert.True(actor.State.IsUp);

        studio.GreetingsToMiss = int.MaxValue;
        await NextSearchAsync();
        Assert.True(actor.State.IsUp);
        await NextSearchAsync();
        await Eventually.TrueAsync(() => actor.State.LmStudio is { Health: LmStudioHealth.Unreachable }, "it is gone");
        await RestsAsync(Search);
        Assert.Equal(0, _time.Waits(Look));
    }

    private async Task NextSearchAsync()
    {
        var before = _time.Waits(Search);
        _time.Advance(Search);
        await Eventually.TrueAsync(() => _time.Waits(Search) > before, "it has looked and rests");
    }

    private bool Moved(TimeSpan time)
    {
        _time.Advance(time);
        return true;
    }

    private Task RestsAsync(TimeSpan time) => Eventually.TrueAsync(() => _time.Waits(time) > 0, "it rests until the next look");

    private AgentApplication Start(Uri studio)
    {
        var agent = new AgentApplication(studio) { Time = _time, Watch = options => (options.LookInterval, options.WatchInterval) = (Look, Search) };
        agent.StartServer();
        return agent;
    }
}
