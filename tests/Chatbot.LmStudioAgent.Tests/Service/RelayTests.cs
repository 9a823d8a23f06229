using System.Net;
using Chatbot.LmStudioAgent.Contracts;
using Microsoft.AspNetCore.Http;

namespace Chatbot.LmStudioAgent.Tests.Service;

public sealed class RelayTests : IAsyncLifetime
{
    private PlainStudio _studio = null!;
    private AgentApplication _agent = null!;
    private HttpClient _client = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _studio = await PlainStudio.StartAsync();
        _agent = new AgentApplication(_studio.Address);
        _client = _agent.CreateChatClient();
        await _agent.ReportAsync(report => report.Instances.Count == 1, "the instance is seen");
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _agent.DisposeAsync();
        await _studio.DisposeAsync();
    }

    [Fact]
    public async Task A_stream_is_passed_on_byte_for_byte()
    {
        const string Answer = ": a comment\n\ndata: {\"model\":\"a/b\",\"choices\":[{\"delta\":{\"content\":\"ä\"}}]}\r\n\r\ndata: [DONE]\n\n";
        _studio.OnChat = context => StreamAsync(context, Answer);

        using var response = await InferAsync();

        Assert.Equal(Answer, await response.Content.ReadAsStringAsync(Stop));
    }

    [Fact]
    public async Task Another_model_that_answers_a_stream_is_an_error_and_none_of_its_text_is_passed_on()
    {
        _studio.OnChat = context => StreamAsync(context, "data: {\"model\":\"c/d\",\"choices\":[{\"delta\":{\"content\":\"secret\"}}]}\n\ndata: [DONE]\n\n");

        using var response = await InferAsync();
        await using var stream = await response.Content.ReadAsStreamAsync(Stop);
        using var reader = new StreamReader(stream);
        var text = "";
        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            while (await reader.ReadLineAsync(Stop) is { } line) text += line;
        });

        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_model_that_answers_at_once_is_503()
    {
        _studio.OnChat = context => context.Response.WriteAsJsonAsync(new { model = "c/d", choices = Array.Empty<object>() }, Stop);

        using var response = await InferAsync(stream: false);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Contains("c/d", await response.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LM_Studios_own_refusal_comes_through_and_an_unknown_route_is_no_success()
    {
        _studio.OnChat = context =>
        {
            context.Response.StatusCode = 400;
            return context.Response.WriteAsync("""{"error":{"message":"The context is full."}}""", Stop);
        };
        using var refused = await InferAsync(stream: false);
        Assert.Equal((HttpStatusCode.BadRequest, """{"error":{"message":"The context is full."}}"""), (refused.StatusCode, await refused.Content.ReadAsStringAsync(Stop)));

        _studio.OnChat = context => context.Response.WriteAsJsonAsync(new { error = "Unexpected endpoint or method." }, Stop);
        using var unknown = await InferAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, unknown.StatusCode);
    }

    [Fact]
    public async Task LM_Studio_sees_the_caller_go_and_is_told_the_instance_whatever_the_caller_said()
    {
        var asked = new TaskCompletionSource<string>();
        var gone = new TaskCompletionSource();
        _studio.OnChat = async context =>
        {
            asked.SetResult(await new StreamReader(context.Request.Body).ReadToEndAsync(Stop));
            context.RequestAborted.Register(gone.SetResult);
            await StreamAsync(context, "data: {\"model\":\"a/b\"}\n\n");
            await gone.Task;
        };

        using (var response = await InferAsync())
        {
            Assert.Contains("\"model\":\"a/b\"", await asked.Task, StringComparison.Ordinal);
            await _agent.ReportAsync(report => report.Instances[0].InFlight == 1, "the request runs");
        }

        await gone.Task.WaitAsync(TimeSpan.FromSeconds(10), Stop);
        await _agent.ReportAsync(report => report.Instances[0].InFlight == 0, "the place is free");
    }

    [Fact]
    public async Task A_stream_that_LM_Studio_breaks_off_does_not_end_as_if_it_were_whole()
    {
        var read = new TaskCompletionSource();
        _studio.OnChat = async context =>
        {
            await StreamAsync(context, "data: {\"model\":\"a/b\"}\n\n");
            await read.Task;
            context.Abort();
        };

        using var response = await InferAsync();
        await using var stream = await response.Content.ReadAsStreamAsync(Stop);
        using var reader = new StreamReader(stream);
        Assert.Equal("data: {\"model\":\"a/b\"}", await reader.ReadLineAsync(Stop));
        read.SetResult();

        await Assert.ThrowsAnyAsync<IOException>(() => reader.ReadToEndAsync(Stop));
        await _agent.ReportAsync(report => report.Instances[0].InFlight == 0, "the place is free");
    }

    [Fact]
    public async Task A_load_that_fails_is_told_without_the_paths_that_LM_Studio_names()
    {
        _studio.OnLoad = context =>
        {
            context.Response.StatusCode = 500;
            return context.Response.WriteAsJsonAsync(new { error = new { type = "model_load_failed", message = "error loading model: /Users/ada/.lmstudio/models/x.gguf" } }, Stop);
        };
        var command = new LoadModel(Guid.CreateVersion7(), AgentApplication.HostId, "another/model", null, false, null);

        var refused = await _client.AdmitAsync("another/model").LastAsync(Stop);
        await _agent.SendAsync(command);
        var end = await _agent.EndOfAsync(command.OperationId);

        Assert.Contains("LM Studio could not load the model on this host.", refused.Data, StringComparison.Ordinal);
        Assert.Equal((FailureReasons.LoadFailed, "LM Studio could not load the model on this host."), (end.Reason, end.Detail));
    }

    [Fact]
    public async Task A_token_that_LM_Studio_refuses_is_shown_as_such()
    {
        _studio.Token = "another";

        var report = await _agent.ReportAsync(report => report.LmStudio.Health == LmStudioHealth.Unauthorized, "the refusal");

        Assert.Contains("LMSTUDIO_API_KEY", report.LmStudio.Detail, StringComparison.Ordinal);
        var refused = await _client.AdmitAsync(PlainStudio.Model).LastAsync(Stop);
        Assert.Contains(FailureReasons.LmStudioRefused, refused.Data, StringComparison.Ordinal);
    }

    private static async Task StreamAsync(HttpContext context, string text)
    {
        context.Response.ContentType = "text/event-stream";
        await context.Response.WriteAsync(text, Stop);
        await context.Response.Body.FlushAsync(Stop);
    }

    private async Task<HttpResponseMessage> InferAsync(bool stream = true) =>
        await _client.InferAsync((await _client.GrantedAsync(PlainStudio.Model)).Ticket, "Hello", stream);
}
