using System.Net;
using System.Net.Http.Json;
using Chatbot.Auth.Contracts;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.Testing;

namespace Chatbot.LmStudioAgent.Tests.Service;

public sealed class EstimateTests : IAsyncDisposable
{
    private const string Small = "qwen/qwen3-4b";
    private const string Large = "qwen/qwen3-vl-8b";
    private readonly SimulatedStudio _studio = new(secondsPerGigabyte: 0.01);

    public ValueTask DisposeAsync() => _studio.DisposeAsync();

    [Fact]
    public async Task It_says_what_a_load_takes_and_what_would_go_for_it()
    {
        await using var agent = Start(budget: 12_000_000_000);
        using var client = agent.CreateChatClient(Scopes.ReadAgent);
        await agent.ReadyAsync();
        await agent.ReportAsync(report => report.Memory is { BudgetBytes: 12_000_000_000, Source: MemorySources.Configured }, "the budget is reported");
        var load = new LoadModel(Guid.CreateVersion7(), AgentApplication.HostId, Small, null, false, null);
        await agent.SendAsync(load);
        await agent.EndOfAsync(load.OperationId);

        var there = await EstimateAsync(client, Small);
        var large = await EstimateAsync(client, Large);

        Assert.True(there.Fits);
        Assert.Empty(there.WouldUnload);
        Assert.Equal(EstimateConfidences.High, large.Confidence);
        Assert.True(large.Fits);
        Assert.True(large.RequiredBytes > large.FreeBytes);
        Assert.Equal([Small], large.WouldUnload);
        Assert.Single((await agent.ReportAsync(report => report.Instances.Count == 1, "nothing was changed")).Instances);
    }

    [Fact]
    public async Task What_can_never_fit_is_said_with_the_reason_and_a_load_of_it_fails_the_same_way()
    {
        await using var agent = Start(budget: 1_000_000_000);
        using var client = agent.CreateChatClient(Scopes.ReadAgent);
        await agent.ReadyAsync();

        var estimate = await EstimateAsync(client, Small);
        var load = new LoadModel(Guid.CreateVersion7(), AgentApplication.HostId, Small, null, false, null);
        await agent.SendAsync(load);
        var end = await agent.EndOfAsync(load.OperationId);

        Assert.False(estimate.Fits);
        Assert.Equal((FailureReasons.OutOfMemory, estimate.Reason), (end.Reason, end.Detail));
        Assert.Equal(0, await _studio.LoadsStartedAsync());
    }

    [Theory]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("?modelKey=qwen/qwen3-4b&contextLength=0", HttpStatusCode.BadRequest)]
    [InlineData("?modelKey=no/such-model", HttpStatusCode.NotFound)]
    public async Task What_is_malformed_or_not_there_is_said(string query, HttpStatusCode expected)
    {
        await using var agent = Start(budget: 1_000_000_000);
        using var client = agent.CreateChatClient(Scopes.ReadAgent);
        await agent.ReadyAsync();
        await EstimateAsync(client, Small);

        using var answer = await client.GetAsync($"estimate{query}", TestContext.Current.CancellationToken);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Another_scope_is_refused()
    {
        await using var agent = Start(budget: 1_000_000_000);
        using var client = agent.CreateChatClient(Scopes.Infer);

        using var answer = await client.GetAsync($"estimate?modelKey={Small}", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    // Until the models are listed it says so.
    private static async Task<ModelEstimate> EstimateAsync(HttpClient client, string model)
    {
        ModelEstimate? estimate = null;
        await Eventually.TrueAsync(
            async () =>
            {
                using var answer = await client.GetAsync($"estimate?modelKey={Uri.EscapeDataString(model)}", TestContext.Current.CancellationToken);
                if (answer.StatusCode == HttpStatusCode.ServiceUnavailable) return false;
                estimate = await answer.Content.ReadFromJsonAsync<ModelEstimate>(TestContext.Current.CancellationToken);
                return true;
            },
            "the models are listed");
        return estimate!;
    }

    private AgentApplication Start(long budget)
    {
        var agent = new AgentApplication(_studio.Address, ("Agent:MemoryBudgetBytes", $"{budget}"));
        agent.StartServer();
        return agent;
    }
}
