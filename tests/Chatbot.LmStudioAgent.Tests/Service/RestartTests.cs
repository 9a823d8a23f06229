using Chatbot.LmStudioAgent.Contracts;
using Chatbot.LmStudioAgent.Keeping;
using Chatbot.Testing;

namespace Chatbot.LmStudioAgent.Tests.Service;

/// <summary>What outlives the agent, with LM Studio running on.</summary>
public sealed class RestartTests : IAsyncDisposable
{
    private const string Small = "qwen/qwen3-4b";
    private readonly SimulatedStudio _studio = new(secondsPerGigabyte: 0.05);
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"chatbot-agent-{Guid.CreateVersion7():n}");

    public ValueTask DisposeAsync() => _studio.DisposeAsync();

    [Fact]
    public async Task What_the_agent_loaded_is_its_own_after_a_restart_and_a_command_that_comes_again_is_not_done_again()
    {
        var load = new LoadModel(Guid.CreateVersion7(), AgentApplication.HostId, Small, 600, true, 8192);
        var unload = new UnloadModel(Guid.CreateVersion7(), AgentApplication.HostId, "text-embedding-nomic-embed-text-v1.5", null, false);
        await using (var before = Start())
        {
            await before.ReadyAsync();
            await before.SendAsync(load);
            await before.SendAsync(unload);
            await before.EndOfAsync(load.OperationId);
            await before.EndOfAsync(unload.OperationId);
        }

        await using var after = Start();
        await after.ReadyAsync();
        var report = await after.ReportAsync(report => report.Instances.Count == 1, "the instance is seen");
        Assert.Equal((false, true, 8192), (report.Instances[0].Foreign, report.Instances[0].Pinned, report.Instances[0].RequestedContextLength));

        await after.SendAsync(load);
        Assert.Equal(OperationOutcomes.Succeeded, (await after.EndOfAsync(load.OperationId)).Outcome);
        Assert.Equal(1, await _studio.LoadsStartedAsync());
    }

    [Fact]
    public async Task A_pinned_model_is_loaded_again_when_it_is_taken_away()
    {
        await using var agent = Start();
        await agent.ReadyAsync();
        var load = new LoadModel(Guid.CreateVersion7(), AgentApplication.HostId, Small, null, true, null);
        await agent.SendAsync(load);
        await agent.EndOfAsync(load.OperationId);

        await _studio.UnloadAsync(Small);

        await Eventually.TrueAsync(async () => await _studio.LoadsStartedAsync() == 2, "it is loaded again");
    }

    [Fact]
    public async Task The_log_of_decisions_plays_again_to_the_same_decisions()
    {
        await using (var agent = Start())
        {
            await agent.ReadyAsync();
            var load = new LoadModel(Guid.CreateVersion7(), AgentApplication.HostId, Small, 600, false, null);
            await agent.SendAsync(load);
            await agent.EndOfAsync(load.OperationId);
            using var client = agent.CreateChatClient();
            var granted = await client.GrantedAsync(Small);
            using var answer = await client.InferAsync(granted.Ticket, "Hello");
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            await Eventually.TrueAsync(() => Task.FromResult(Lines().Any(line => line.Contains("InferenceEnded", StringComparison.Ordinal))), "the answer's end is written");
        }

        var steps = Replay.Run(Lines()).ToList();
        Assert.All(steps, step => Assert.True(step.Same, $"{step.Happened}"));
        Assert.Contains(steps, step => step.Happened is LmStudioAgent.Scheduling.LoadRequested);
        Assert.Contains(Small, steps[^1].State.Instances.Keys);
    }

    private string[] Lines()
    {
        using var file = new FileStream(Path.Combine(_folder, "decisions.jsonl"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file);
        var text = reader.ReadToEnd();
        return text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private AgentApplication Start()
    {
        var agent = new AgentApplication(_studio.Address) { Folder = _folder };
        agent.StartServer();
        return agent;
    }
}
