using Chatbot.Chat.Models;
using Chatbot.Chat.Models.Routing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Chatbot.Chat.Tests;

/// <summary>An agent that never comes to an end, and counts how often it writes to somebody who has left.</summary>
public sealed class LeftAnswerTests : IAsyncLifetime
{
    // Of ten milliseconds each: counted by the same machine that is late itself when it is crowded.
    private const int MostWrites = 100;

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WebApplication _agent = null!;
    private volatile bool _left;
    private int _writes;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _agent = builder.Build();
        _agent.MapGet("/", AnswerAsync);
        await _agent.StartAsync();
    }

    public ValueTask DisposeAsync() => _agent.DisposeAsync();

    [Fact]
    public async Task An_answer_that_is_left_between_two_reads_ends_where_it_is_written()
    {
        using var http = new HttpMessageInvoker(new PinnedAgentHandler(new Registrations(TimeProvider.System)));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_agent.Urls.Single()));
        using (var response = await http.SendAsync(request, TestContext.Current.CancellationToken))
        {
            await using var stream = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
            Assert.NotEqual(0, await stream.ReadAsync(new byte[16], TestContext.Current.CancellationToken));
            _left = true;
        }

        await _ended.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.InRange(_writes, 0, MostWrites);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        try
        {
            while (await timer.WaitForNextTickAsync(context.RequestAborted))
            {
                await context.Response.WriteAsync("data: more\n\n", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                if (_left) _writes++;
            }
        }
        catch (OperationCanceledException)
        {
            _ended.SetResult();
        }
    }
}
