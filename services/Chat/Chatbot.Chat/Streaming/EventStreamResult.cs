using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using Chatbot.Chat.Contracts;
using Chatbot.Chat.Generations;

namespace Chatbot.Chat.Streaming;

/// <summary>
/// Tails a log as server-sent events: <c>data: {json}</c>, with <c>id: n</c> and the own parts for clients that ask for
/// them, <c>: ping</c> in every 15 s of silence, <c>[DONE]</c> at the end. A client that goes away ends only its own tail.
/// </summary>
/// <param name="generation">Told in a header: the ids of the events count within it.</param>
internal sealed class EventStreamResult(IAsyncEnumerable<LogBatch> log, GenerationId? generation = null) : IResult
{
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    private const int LongestNumber = 11;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var gone = httpContext.RequestAborted;
        WriteHeaders(httpContext.Response);
        if (generation is { } id) httpContext.Response.Headers[StreamHeaders.Generation] = id.ToString();
        var all = httpContext.Request.Headers[StreamHeaders.Parts] == "all";
        var body = httpContext.Response.BodyWriter;
        try
        {
            await httpContext.Response.StartAsync(gone);
            await TailAsync(body, all, httpContext.RequestServices.GetRequiredService<TimeProvider>(), gone);
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The reader left; the generation does not depend on it.
        }
    }

    public static void WriteHeaders(HttpResponse response)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache";
        response.Headers["x-accel-buffering"] = "no";
        response.Headers[StreamHeaders.Protocol] = "v1";
    }

    private async Task TailAsync(PipeWriter body, bool all, TimeProvider time, CancellationToken gone)
    {
        var started = false;
        await using var batches = log.GetAsyncEnumerator(gone);
        Task<bool>? next = null;
        try
        {
            while (true)
            {
                next = batches.MoveNextAsync().AsTask();
                while (!await ArrivesAsync(next, time, gone))
                {
                    // Some clients take a comment before the first event for an empty answer.
                    if (!started) continue;
                    body.Write(": ping\n\n"u8);
                    await body.FlushAsync(gone);
                }

                if (!await next) return;
                started = true;
                WriteBatch(body, batches.Current, all);
                await body.FlushAsync(gone);
                if (batches.Current.Ended) return;
            }
        }
        finally
        {
            // An enumerator that still moves can't be disposed; the reader's going ends the move.
            if (next is not null) await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<bool> ArrivesAsync(Task next, TimeProvider time, CancellationToken gone)
    {
        try
        {
            await next.WaitAsync(Silence, time, gone);
            return true;
        }
        catch (TimeoutException) when (!next.IsCompleted)
        {
            return false;
        }
    }

    private static void WriteBatch(PipeWriter body, LogBatch batch, bool all)
    {
        for (var index = 0; index < batch.Parts.Count; index++)
        {
            var part = batch.Parts[index].Span;
            if (all)
            {
                body.Write("id: "u8);
                WriteNumber(body, batch.First + index);
                body.Write("\n"u8);
            }
            else if (OwnParts.Contains(part))
            {
                continue;
            }

            body.Write("data: "u8);
            body.Write(part);
            body.Write("\n\n"u8);
        }

        if (batch.Ended) body.Write("data: [DONE]\n\n"u8);
    }

    private static void WriteNumber(PipeWriter body, int number)
    {
        number.TryFormat(body.GetSpan(LongestNumber), out var length, provider: CultureInfo.InvariantCulture);
        body.Advance(length);
    }
}
