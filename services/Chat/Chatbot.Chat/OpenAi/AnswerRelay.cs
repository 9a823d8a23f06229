using System.Text.Json.Nodes;
using Chatbot.Chat.Models;
using Chatbot.Chat.Streaming;
using Chatbot.ServiceDefaults.Errors;

namespace Chatbot.Chat.OpenAi;

/// <summary>Passes an answer on, byte for byte.</summary>
internal sealed class AnswerRelay(UsageCount usage, HttpResponse response)
{
    private const int LargestWhole = 64 * 1024 * 1024;

    /// <summary>Something was answered, in full or in part.</summary>
    public bool HasBegun => usage.HasBegun;

    /// <summary>Nothing came, and that was not for the request or the caller.</summary>
    public bool HasFailed { get; private set; }

    /// <param name="read">What leaves of an answer; all of it where nothing is given.</param>
    public async Task WholeAsync(
        Func<Task<UpstreamAnswer>> ask, CancellationToken cancellationToken, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>? read = null)
    {
        try
        {
            await using var answer = await ask();
            using var whole = new MemoryStream();
            for (var bytes = await answer.NextAsync(); bytes.Length > 0; bytes = await answer.NextAsync())
            {
                usage.Read(bytes.Span);
                if (whole.Length + bytes.Length > LargestWhole) throw new ModelCallException("The answer is larger than 64 MB. Please ask for less at once.");
                whole.Write(bytes.Span);
            }

            usage.End();
            response.ContentType = answer.ContentType;
            ReadOnlyMemory<byte> leaving = whole.GetBuffer().AsMemory(0, (int)whole.Length);
            if (read is not null) leaving = read(leaving);
            response.ContentLength = leaving.Length;
            await response.Body.WriteAsync(leaving, cancellationToken);
        }
        catch (ModelCallException exception)
        {
            await Failure(exception).ExecuteAsync(response.HttpContext);
        }
        catch (UpstreamRefusalException refusal)
        {
            response.StatusCode = refusal.Status;
            await response.WriteAsJsonAsync(new JsonObject { ["error"] = refusal.Error }, cancellationToken);
        }
    }

    /// <summary>The headers leave before the model is asked, so what goes wrong after that is told in the stream.</summary>
    public async Task StreamAsync(Func<Task<UpstreamAnswer>> ask, CancellationToken cancellationToken)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache";
        response.Headers["x-accel-buffering"] = "no";
        await response.StartAsync(cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
        try
        {
            await using var answer = await ask();
            for (var bytes = await NextAsync(answer, cancellationToken); bytes.Length > 0; bytes = await NextAsync(answer, cancellationToken))
            {
                usage.Read(bytes.Span);
                await response.Body.WriteAsync(bytes, cancellationToken);
                await response.Body.FlushAsync(cancellationToken);
            }

            usage.End();
        }
        catch (ModelCallException exception)
        {
            await TellAsync(new JsonObject { ["message"] = exception.Message, ["type"] = "server_error", ["param"] = null, ["code"] = Failure(exception).Code }, cancellationToken);
        }
        catch (UpstreamRefusalException refusal)
        {
            await TellAsync(refusal.Error, cancellationToken);
        }
    }

    private ApiError Failure(ModelCallException exception)
    {
        HasFailed = !HasBegun && !exception.IsBadRequest && !exception.IsOverflow;
        return exception.IsBadRequest ? ApiError.BadRequest(Surfaces.Models, exception.Message) : ApiError.Offline(Surfaces.Models, exception.Message);
    }

    // A comment in a long silence, where an event has ended; some clients take one before the first event for the end.
    private async Task<ReadOnlyMemory<byte>> NextAsync(UpstreamAnswer answer, CancellationToken cancellationToken)
    {
        var next = answer.NextAsync();
        while (!next.IsCompleted)
        {
            using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            if (await Task.WhenAny(next, Task.Delay(EventStreamResult.Silence, silence.Token)) == next)
            {
                await silence.CancelAsync();
                break;
            }

            cancellationToken.ThrowIfCancellationRequested();
            if (!usage.IsBetweenEvents) continue;
            await response.Body.WriteAsync(": ping\n\n"u8.ToArray(), cancellationToken);
            await response.Body.FlushAsync(cancellationToken);
        }

        return await next;
    }

    private async Task TellAsync(JsonObject error, CancellationToken cancellationToken)
    {
        // An event that was cut off is ended first.
        var between = usage.IsBetweenEvents || !HasBegun ? "" : "\n\n";
        await response.WriteAsync($"{between}data: {new JsonObject { ["error"] = error }.ToJsonString()}\n\n", cancellationToken);
    }
}
