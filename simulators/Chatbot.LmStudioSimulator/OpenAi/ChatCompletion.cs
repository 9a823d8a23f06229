using System.Text;
using Chatbot.LmStudioSimulator.Faults;
using Chatbot.LmStudioSimulator.Hosts;
using Chatbot.LmStudioSimulator.Script;

namespace Chatbot.LmStudioSimulator.OpenAi;

/// <summary><c>POST /v1/chat/completions</c>, streaming and not; under <c>/api/v0</c> with statistics besides.</summary>
internal static class ChatCompletion
{
    public static async Task<IResult> HandleAsync(HttpContext context, SimulatedStudio studio, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await SnakeCase.ReadAsync<ChatRequest>(context) is not { } request) return OpenAiError.BadRequest("The body is not valid JSON.");
        if (request.Messages is not { Count: > 0 }) return OpenAiError.BadRequest("'messages' field is required", "messages", "missing_required_parameter");

        SimulatedInstance instance;
        try
        {
            instance = await studio.Host.ResolveAsync(request.Model, SimulatedModel.Llm, request.TimeToLive, cancellationToken);
        }
        catch (HostRefusal refusal)
        {
            return OpenAiError.Refused(refusal);
        }

        var (generation, name) = (request.Generation(), studio.Host.NameToAnswerWith(instance));
        var answer = new Answer(generation.Conversation.Tokens);
        var tokens = studio.Generation.RunAsync(instance, generation, answer, null, cancellationToken);
        var shape = new CompletionShape($"chatcmpl-{Guid.CreateVersion7():n}", time.GetUtcNow().ToUnixTimeSeconds(), name, answer, V0Extras.For(context, instance, answer));
        return request.Stream == true
            ? new ChatCompletionStream(request, tokens, shape)
            : await WholeAsync(tokens, shape, context, cancellationToken);
    }

    private static async Task<IResult> WholeAsync(
        IAsyncEnumerable<Token> tokens, CompletionShape shape, HttpContext context, CancellationToken cancellationToken)
    {
        var (text, reasoning, calls) = (new StringBuilder(), new StringBuilder(), new List<Token>());
        try
        {
            await foreach (var token in tokens.WithCancellation(cancellationToken))
            {
                if (token.Call is not null) calls.Add(token);
                else (token.IsReasoning ? reasoning : text).Append(token.Text);
            }
        }
        catch (StreamCut)
        {
            context.Abort();
            return Results.Empty;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return OpenAiError.BadRequest("The model was unloaded.", "model", "model_unloaded");
        }

        var message = new { role = "assistant", content = text.ToString(), reasoningContent = reasoning.Length > 0 ? reasoning.ToString() : null, toolCalls = ToolCallShape.Whole(calls) };
        return SnakeCase.Result(new
        {
            shape.Id,
            @object = "chat.completion",
            shape.Created,
            shape.Model,
            choices = new[] { new { index = 0, message, finishReason = shape.FinishReason } },
            usage = shape.Usage(),
            systemFingerprint = shape.Model,
            shape.V0?.Stats,
            shape.V0?.ModelInfo,
            shape.V0?.Runtime,
        });
    }
}
