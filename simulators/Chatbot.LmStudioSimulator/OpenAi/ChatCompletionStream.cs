using System.Text.Json;
using Chatbot.LmStudioSimulator.Script;

namespace Chatbot.LmStudioSimulator.OpenAi;

/// <summary>
/// The answer as <c>data: {...}</c> lines, one delta for each token, the role in the first, then the finish reason, the usage
/// where it was asked for, and <c>[DONE]</c>.
/// </summary>
internal sealed class ChatCompletionStream(ChatRequest request, IAsyncEnumerable<Token> tokens, CompletionShape shape) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache";
        await response.StartAsync(httpContext.RequestAborted);
        try
        {
            await WriteAsync(response, httpContext.RequestAborted);
        }
        catch (OperationCanceledException) when (httpContext.RequestAborted.IsCancellationRequested)
        {
            // The client went; the instance's slot is free again.
        }
        catch (StreamCut cut)
        {
            if (!cut.Clean) httpContext.Abort();
        }
        catch (OperationCanceledException)
        {
            await SendAsync(response, JsonSerializer.Serialize(OpenAiError.Of("The model was unloaded.", "model", "model_unloaded"), SnakeCase.Json));
        }
    }

    private async Task WriteAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        string? role = "assistant";
        ToolCall? call = null;
        await foreach (var token in tokens.WithCancellation(cancellationToken))
        {
            await SendAsync(response, Chunk(Delta(token, role, token.Call != call), null));
            (role, call) = (null, token.Call);
        }

        await SendAsync(response, Chunk(new { }, shape.FinishReason));
        if (request.StreamOptions?.IncludeUsage == true) await SendAsync(response, Serialize([], shape.Usage()));
        await SendAsync(response, "[DONE]");
    }

    private static object Delta(Token token, string? role, bool isFirstOfCall) => token switch
    {
        { Call: not null } => new { role, toolCalls = new[] { ToolCallShape.Piece(token, isFirstOfCall) } },
        { IsReasoning: true } => new { role, reasoningContent = token.Text },
        _ => new { role, content = token.Text },
    };

    private string Chunk(object delta, string? finishReason) => Serialize([new Choice(0, delta, finishReason)], null);

    private string Serialize(IReadOnlyList<Choice> choices, object? usage) => JsonSerializer.Serialize(
        new { shape.Id, @object = "chat.completion.chunk", shape.Created, shape.Model, systemFingerprint = shape.Model, choices, usage },
        SnakeCase.Json);

    private static async Task SendAsync(HttpResponse response, string data)
    {
        await response.WriteAsync($"data: {data}\n\n", response.HttpContext.RequestAborted);
        await response.Body.FlushAsync(response.HttpContext.RequestAborted);
    }

    // Here null is said: clients look for "finish_reason":null.
    private sealed record Choice(
        int Index,
        object Delta,
        [property: System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.Never)] string? FinishReason);
}
