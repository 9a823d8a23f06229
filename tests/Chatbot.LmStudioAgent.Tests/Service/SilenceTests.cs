using System.Net;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.LmStudioAgent.Studio;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Chatbot.LmStudioAgent.Tests.Service;

public sealed class SilenceTests : IAsyncDisposable
{
    private const string Small = "qwen/qwen3-4b";
    private readonly SimulatedStudio _studio = new(secondsPerGigabyte: 0.01);
    private readonly AgentApplication _agent;

    public SilenceTests()
    {
        _agent = new AgentApplication(_studio.Address);
        _agent.StartServer();
        _agent.Services.GetRequiredService<IOptions<StudioOptions>>().Value.LostAfter = TimeSpan.FromSeconds(1);
    }

    public async ValueTask DisposeAsync()
    {
        await _agent.DisposeAsync();
        await _studio.DisposeAsync();
    }

    [Fact]
    public async Task A_model_that_says_nothing_is_waited_for_as_long_as_its_LM_Studio_greets_and_not_when_that_is_gone()
    {
        using var client = _agent.CreateChatClient();
        await _agent.ReadyAsync();
        var ticket = await client.GrantedAsync(Small);
        await _studio.SetFaultsAsync(new { hang = new { surfaces = new[] { "chat" } } });

        var asking = client.InferAsync(ticket.Ticket, "Why is the sky blue?");
        var running = await _agent.ReportAsync(report => report.Instances is [{ InFlight: 1 }], "it runs");
        // Reports come in no more than five seconds, and nothing changes meanwhile.
        await _agent.ReportAsync(report => report.Number > running.Number && report.At > running.At + TimeSpan.FromSeconds(2), "a silence longer than is allowed to an LM Studio that is gone");
        Assert.False(asking.IsCompleted);

        await _studio.SetFaultsAsync(new { hang = new { surfaces = new[] { "all" } } });
        using var answer = await asking;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        await _agent.ReportAsync(report => report is { LmStudio.Health: LmStudioHealth.Unreachable, Instances: [{ InFlight: 0 }] }, "its place is free");
    }

    [Fact]
    public async Task An_answer_under_which_LM_Studio_goes_breaks_off_instead_of_ending()
    {
        await using var studio = await PlainStudio.StartAsync();
        studio.OnChat = async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync($"data: {{\"model\":\"{PlainStudio.Model}\",\"choices\":[{{\"delta\":{{\"content\":\"It is\"}}}}]}}\n\n", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
        };
        await using var agent = new AgentApplication(studio.Address);
        agent.StartServer();
        agent.Services.GetRequiredService<IOptions<StudioOptions>>().Value.LostAfter = TimeSpan.FromSeconds(1);
        using var client = agent.CreateChatClient();
        await agent.ReportAsync(report => report.Instances.Count == 1, "the instance is seen");
        var ticket = await client.GrantedAsync(PlainStudio.Model);

        using var answer = await client.InferAsync(ticket.Ticket, "Why is the sky blue?");
        studio.GreetingsToMiss = int.MaxValue;

        await using var stream = await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        await Assert.ThrowsAnyAsync<IOException>(() => stream.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken));
    }
}
