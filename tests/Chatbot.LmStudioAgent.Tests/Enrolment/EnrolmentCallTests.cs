using System.Net;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.LmStudioAgent.Enrolment;
using Chatbot.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Chatbot.LmStudioAgent.Tests.Enrolment;

public sealed class EnrolmentCallTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private readonly StringWriter _output = new();
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private FakeChat _chat = null!;

    public async ValueTask InitializeAsync() => _chat = await FakeChat.StartAsync();

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return _chat.DisposeAsync();
    }

    [Fact]
    public async Task A_used_token_is_a_sentence()
    {
        await EnrolAsync();

        var problem = await Assert.ThrowsAsync<EnrolmentException>(() => EnrolAsync());

        Assert.Contains("unknown, used or too old", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, "does not enrol agents")]
    [InlineData(HttpStatusCode.PermanentRedirect, "give that one as Agent__Server")]
    [InlineData(HttpStatusCode.BadRequest, "address: an absolute")]
    [InlineData(HttpStatusCode.OK, "does not enrol agents")]
    public async Task What_trying_again_does_not_mend_is_a_sentence(HttpStatusCode status, string words)
    {
        _chat.OnEnrol = context =>
        {
            context.Response.StatusCode = (int)status;
            return context.Response.WriteAsJsonAsync(new { message = "No.", cause = "address: an absolute http or https address." });
        };

        var problem = await Assert.ThrowsAsync<EnrolmentException>(() => EnrolAsync());

        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chat_that_is_away_is_named_and_tried_again()
    {
        _chat.OnEnrol = context =>
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        };
        var enrolling = EnrolAsync();
        await Eventually.TrueAsync(() => _output.ToString().Contains("503", StringComparison.Ordinal), "the absence is told");
        _chat.OnEnrol = context => context.Response.WriteAsJsonAsync(FakeChat.Credentials);

        await Eventually.TrueAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(5));
                return enrolling.IsCompleted;
            },
            "the agent is enrolled when the chat is back");

        Assert.Equal(FakeChat.Credentials, await enrolling);
        Assert.Single(_output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task A_chat_that_nobody_runs_is_tried_again_until_the_agent_is_stopped()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var enrolling = EnrolAsync(new Uri("http://127.0.0.1:1"), stop.Token);
        await Eventually.TrueAsync(() => _output.ToString().Contains("http://127.0.0.1:1/", StringComparison.Ordinal), "the absence is told");

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => enrolling);
    }

    private Task<AgentCredentials> EnrolAsync(Uri? server = null, CancellationToken? cancellationToken = null) =>
        new EnrolmentCall(_http, _time, TextWriter.Synchronized(_output)).EnrolAsync(
            server ?? _chat.Origin, new AgentEnrolment(FakeChat.Token, new Uri("http://shelf:7443"), null), cancellationToken ?? TestContext.Current.CancellationToken);
}
