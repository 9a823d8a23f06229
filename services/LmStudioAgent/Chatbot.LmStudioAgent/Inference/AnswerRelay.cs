using System.Buffers;
using System.Text.Json.Nodes;
using Chatbot.ServiceDefaults.Errors;

namespace Chatbot.LmStudioAgent.Inference;

/// <summary>
/// Passes LM Studio's answer on as it comes, byte for byte, once it is known that the right model answers: LM Studio
/// silently lets another one answer where the one that was asked for is gone.
/// </summary>
internal static class AnswerRelay
{
    public static async Task<IResult> RelayAsync(HttpResponseMessage answer, string instanceId, AnswerPace pace, StudioHeartbeat heartbeat, HttpContext context)
    {
        if (answer.Content.Headers.ContentType?.MediaType == "text/event-stream")
        {
            await StreamAsync(answer, instanceId, pace, heartbeat, context);
            return Results.Empty;
        }

        var body = await answer.Content.ReadAsByteArrayAsync(heartbeat.Token);
        var json = AnswerModel.Parse(body);
        if (answer.IsSuccessStatusCode && json?["error"] is { } error)
            return ApiError.Offline(Surfaces.Models, $"LM Studio refused the request: {(error as JsonObject)?["message"] ?? error}");
        if (answer.IsSuccessStatusCode && AnswerModel.Other(json, instanceId) is { } other) return ApiError.Offline(Surfaces.Models, AnswerModel.Sentence(other, instanceId));
        return new Unchanged((int)answer.StatusCode, answer.Content.Headers.ContentType?.ToString(), body);
    }

    private static async Task StreamAsync(HttpResponseMessage answer, string instanceId, AnswerPace pace, StudioHeartbeat heartbeat, HttpContext context)
    {
        var (response, cancellationToken) = (context.Response, heartbeat.Token);
        response.StatusCode = (int)answer.StatusCode;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache";
        await response.Body.FlushAsync(cancellationToken);

        await using var upstream = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var check = new AnswerModel(instanceId);
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            int read;
            while ((read = await upstream.ReadAsync(buffer, cancellationToken)) > 0)
            {
                heartbeat.Heard();
                var pass = check.Take(buffer.AsMemory(0, read));
                if (check.Answering is { } other)
                {
                    var error = new JsonObject { ["error"] = new JsonObject { ["message"] = AnswerModel.Sentence(other, instanceId), ["type"] = "model_mismatch" } };
                    await response.WriteAsync($"data: {error.ToJsonString()}\n\n", cancellationToken);
                    await response.Body.FlushAsync(cancellationToken);
                    // A clean end would look like an empty answer.
                    context.Abort();
                    return;
                }

                pace.Count(buffer.AsSpan(0, read));
                if (pass.Length == 0) continue;
                await response.Body.WriteAsync(pass, cancellationToken);
                await response.Body.FlushAsync(cancellationToken);
            }

            await response.Body.WriteAsync(check.Rest(), cancellationToken);
        }
        catch (Exception exception) when (heartbeat.IsLost || (exception is IOException && !cancellationToken.IsCancellationRequested))
        {
            // LM Studio broke off, or is gone: so does this answer, instead of ending as if it were whole.
            context.Abort();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private sealed class Unchanged(int status, string? contentType, byte[] body) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = status;
            httpContext.Response.ContentType = contentType;
            return httpContext.Response.Body.WriteAsync(body).AsTask();
        }
    }
}
