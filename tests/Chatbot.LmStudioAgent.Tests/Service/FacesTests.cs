using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.LmStudioAgent.Tests.Service;

/// <summary>What may stand at LM Studio's address instead of the LM Studio that is meant: each is told as what it is, and nobody waits for it.</summary>
public sealed class FacesTests
{
    private const string Small = "qwen/qwen3-4b";
    private const string Token = "sk-lm-abcdefgh:ABCDEFGHIJKLMNOPQRST";

    [Theory]
    [InlineData(null)]
    [InlineData("sk-lm-abcdefgh:TSRQPONMLKJIHGFEDCBA")]
    public async Task One_that_wants_another_token(string? token)
    {
        await using var studio = new SimulatedStudio(secondsPerGigabyte: 0.01, ("ApiToken", Token));
        await using var agent = Start(studio, token);

        var report = await agent.ReportAsync(report => report.LmStudio.Health == LmStudioHealth.Unauthorized, "the token is refused");

        Assert.Contains("LMSTUDIO_API_KEY", report.LmStudio.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-lm", report.LmStudio.Detail, StringComparison.Ordinal);
        await HangsNothingAsync(agent, FailureReasons.LmStudioRefused);
    }

    [Fact]
    public async Task The_one_that_wants_this_token()
    {
        await using var studio = new SimulatedStudio(secondsPerGigabyte: 0.01, ("ApiToken", Token));
        await using var agent = Start(studio, Token);

        await agent.ReadyAsync();

        await WorksAsync(agent);
    }

    [Fact]
    public async Task A_server_that_says_200_to_everything()
    {
        await using var studio = new SimulatedStudio(secondsPerGigabyte: 0.01);
        await studio.SetFaultsAsync(new { answersAnything = new { } });
        await using var agent = Start(studio);

        var report = await agent.ReportAsync(report => report.LmStudio.Health == LmStudioHealth.Unsupported, "it is told to be no LM Studio");

        Assert.Contains("no LM Studio", report.LmStudio.Detail, StringComparison.Ordinal);
        await HangsNothingAsync(agent, FailureReasons.LmStudioUnreachable);
    }

    [Fact]
    public async Task One_that_takes_connections_and_never_answers()
    {
        await using var studio = new SimulatedStudio(secondsPerGigabyte: 0.01);
        await studio.SetFaultsAsync(new { hang = new { surfaces = new[] { "all" } } });
        await using var agent = Start(studio);

        var report = await agent.ReportAsync(
            report => report.LmStudio is { Health: LmStudioHealth.Unreachable, Detail: { } detail } && detail.Contains("does not answer", StringComparison.Ordinal), "it is told to be silent");

        Assert.Contains(studio.Address.AbsoluteUri, report.LmStudio.Detail, StringComparison.Ordinal);
        await HangsNothingAsync(agent, FailureReasons.LmStudioUnreachable);

        await studio.SetFaultsAsync(new { });
        await agent.ReadyAsync();
        await WorksAsync(agent);
    }

    [Fact]
    public async Task One_of_a_version_before_REST_v1()
    {
        await using var studio = new SimulatedStudio(secondsPerGigabyte: 0.01, ("Version", "0.3.10"));
        await using var agent = Start(studio);

        var report = await agent.ReadyAsync();

        Assert.Equal((null, "0.3.10"), (report.LmStudio.Detail, report.LmStudio.Version));
        await WorksAsync(agent);
    }

    [Fact]
    public async Task One_of_REST_v0_alone()
    {
        await using var studio = new SimulatedStudio(secondsPerGigabyte: 0.01, ("Version", "0.3.10"), ("Has:Sockets", "false"));
        await using var agent = Start(studio);

        var report = await agent.ReadyAsync();
        Assert.Contains("old", report.LmStudio.Detail, StringComparison.Ordinal);
        using var client = agent.CreateChatClient();
        var ticket = await client.GrantedAsync(Small);
        using var answer = await client.InferAsync(ticket.Ticket, "Why is the sky blue?", stream: false);
        var unload = new UnloadModel(Guid.CreateVersion7(), AgentApplication.HostId, Small, null, false);
        await agent.SendAsync(unload);
        var end = await agent.EndOfAsync(unload.OperationId);

        Assert.True(answer.IsSuccessStatusCode);
        Assert.Equal((OperationOutcomes.Failed, FailureReasons.NotSupported), (end.Outcome, end.Reason));
        Assert.Contains("update", end.Detail, StringComparison.Ordinal);
    }

    private static AgentApplication Start(SimulatedStudio studio, string? token = null)
    {
        var agent = new AgentApplication(studio.Address, token is null ? [] : [("LMSTUDIO_API_KEY", token)]);
        agent.StartServer();
        return agent;
    }

    // A command and a request both end, with the reason.
    private static async Task HangsNothingAsync(AgentApplication agent, string reason)
    {
        var load = new LoadModel(Guid.CreateVersion7(), AgentApplication.HostId, Small, null, false, null);
        await agent.SendAsync(load);
        var end = await agent.EndOfAsync(load.OperationId);
        using var client = agent.CreateChatClient();
        var last = await client.AdmitAsync(Small).LastAsync(TestContext.Current.CancellationToken);

        Assert.Equal((OperationOutcomes.Failed, reason), (end.Outcome, end.Reason));
        Assert.False(string.IsNullOrWhiteSpace(end.Detail));
        Assert.Equal("refused", last.EventType);
        Assert.Contains(reason, last.Data, StringComparison.Ordinal);
    }

    private static async Task WorksAsync(AgentApplication agent)
    {
        var load = new LoadModel(Guid.CreateVersion7(), AgentApplication.HostId, Small, null, false, null);
        await agent.SendAsync(load);
        Assert.Equal(OperationOutcomes.Succeeded, (await agent.EndOfAsync(load.OperationId)).Outcome);
        using var client = agent.CreateChatClient();
        var ticket = await client.GrantedAsync(Small);
        using var answer = await client.InferAsync(ticket.Ticket, "Why is the sky blue?", stream: false);
        Assert.True(answer.IsSuccessStatusCode);
    }
}
