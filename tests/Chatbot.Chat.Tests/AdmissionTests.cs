using System.IO.Pipelines;
using Chatbot.Chat.Models;
using Chatbot.Chat.Models.Routing;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Chatbot.Chat.Tests;

public sealed class AdmissionTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task An_agent_that_falls_silent_is_given_up_after_45_seconds()
    {
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync("event: queued\ndata: {\"position\":2}\n\n"u8.ToArray(), TestContext.Current.CancellationToken);
        await using var records = Ask(_ => Task.FromResult(new HttpResponseMessage { Content = new StreamContent(pipe.Reader.AsStream()) }));

        Assert.True(await records.MoveNextAsync());
        Assert.IsType<AgentAnswered>(records.Current);
        Assert.True(await records.MoveNextAsync());
        Assert.Equal(2, Assert.IsType<AdmissionQueued>(records.Current).Position);
        await Assert.ThrowsAsync<IOException>(() => AdvanceUntilEndedAsync(records.MoveNextAsync().AsTask(), TimeSpan.FromSeconds(45)));
    }

    [Fact]
    public async Task An_agent_that_does_not_answer_is_given_up_after_10_seconds()
    {
        await using var records = Ask(async cancelled =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancelled);
            throw new InvalidOperationException("It is cancelled.");
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => AdvanceUntilEndedAsync(records.MoveNextAsync().AsTask(), TimeSpan.FromSeconds(10)));
    }

    private IAsyncEnumerator<object> Ask(Func<CancellationToken, Task<HttpResponseMessage>> answer)
    {
        var services = new ServiceCollection();
        services.AddHttpClient(ModelClients.Agent).ConfigurePrimaryHttpMessageHandler(() => new Answering(answer));
        var http = services.BuildServiceProvider().GetRequiredService<IHttpClientFactory>();
        return new Admission(http, _time).AskAsync(new Place("desk", new Uri("http://agent-desk/"), "m"), new AdmissionRequest("m", "person"), TestContext.Current.CancellationToken)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);
    }

    private async Task AdvanceUntilEndedAsync(Task<bool> next, TimeSpan by)
    {
        await Eventually.TrueAsync(
            () =>
            {
                _time.Advance(by);
                return next.IsCompleted;
            },
            "the wait ends");
        await next;
    }

    private sealed class Answering(Func<CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => answer(cancellationToken);
    }
}
