using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using Chatbot.Chat.Contracts;

namespace Chatbot.EndToEnd.Answers;

/// <summary>
/// A client that asks a question and hears the answer to its end: it asks again where its question may not have arrived, and
/// joins again behind the last part that it has where its connection breaks.
/// </summary>
internal sealed class Listener(Script script, string model, string question)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Guid _message = Guid.CreateVersion7();
    private bool _arrived;
    private string? _generation;

    public Guid Chat { get; private init; } = Guid.CreateVersion7();

    public string Question => question;

    public Heard Heard { get; } = new();

    public int Connections { get; private set; }

    /// <summary>Until it ends, or until <paramref name="enough"/>.</summary>
    public async Task<Heard> ListenAsync(Func<Heard, bool>? enough = null)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        while (!Heard.Ended && enough?.Invoke(Heard) != true)
        {
            try
            {
                using var response = await ConnectAsync(patience.Token);
                if (response is not null) await HearAsync(response, enough, patience.Token);
                else await Task.Delay(Pause, patience.Token);
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException)
            {
                // Whoever served it is gone.
                await Task.Delay(Pause, patience.Token);
            }
            catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
            {
                Assert.Fail($"'{question}' was not answered in time; heard: '{Heard.Text}'");
            }
        }

        return Heard;
    }

    /// <summary>Somebody else who joins the running answer, from its first part on.</summary>
    public Listener Joining() => new(script, model, question) { _arrived = true, Chat = Chat };

    /// <summary>Until each of them has heard so much of an answer that goes on.</summary>
    /// <param name="listening">All of them to the end: where that comes before, it says why.</param>
    public static async Task HearAsync(IReadOnlyList<Listener> listeners, Task listening, int deltas)
    {
        await Testing.Eventually.TrueAsync(() => listening.IsCompleted || listeners.All(listener => listener.Heard.Deltas >= deltas), "everybody hears it");
        Assert.False(listening.IsCompleted, $"Nothing is left to go on: {listening.Exception}");
    }

    // Null where nobody takes it just now.
    private async Task<HttpResponseMessage?> ConnectAsync(CancellationToken cancellationToken)
    {
        using var request = _arrived ? Resuming() : Asking();
        request.Headers.Add(StreamHeaders.Parts, "all");
        var response = await script.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.StatusCode == HttpStatusCode.OK)
        {
            _arrived = true;
            Connections++;
            _generation = response.Headers.TryGetValues(StreamHeaders.Generation, out var generation) ? generation.Single() : _generation;
            return response;
        }

        using (response)
        {
            // The question is there already: it had arrived when its connection broke.
            if (response.StatusCode == HttpStatusCode.Conflict && !_arrived) _arrived = true;
            else if (response.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout))
                Assert.Fail($"{request.Method} {request.RequestUri}: {response.StatusCode} {await response.Content.ReadAsStringAsync(cancellationToken)}");
        }

        return null;
    }

    private HttpRequestMessage Asking() => new(HttpMethod.Post, new Uri("/api/chat", UriKind.Relative)) { Content = JsonContent.Create(Script.Body(Chat, model, question, _message)) };

    private HttpRequestMessage Resuming()
    {
        var query = _generation is null ? "" : $"?generation={_generation}";
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/api/chat/{Chat}/stream{query}", UriKind.Relative));
        request.Headers.Add("Last-Event-ID", $"{Heard.Last}");
        return request;
    }

    private async Task HearAsync(HttpResponseMessage response, Func<Heard, bool>? enough, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancellationToken))
        {
            Heard.Take(item.EventId, item.Data);
            if (Heard.Ended || enough?.Invoke(Heard) == true) return;
        }
    }
}
