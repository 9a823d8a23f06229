using System.Text;
using Chatbot.LmStudioSimulator.Hosts;
using Chatbot.LmStudioSimulator.Script;
using Microsoft.Extensions.Options;

namespace Chatbot.LmStudioSimulator.OpenAi;

/// <summary><c>POST /v1/chat/completions</c>, streaming and not.</summary>
internal static class ChatCompletion
{
    public static async Task<IResult> HandleAsync(
        HttpContext context, SimulatedHost host, Generation generation, IOptions<SimulatorOptions> options, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await SnakeCase.ReadAsync<ChatRequest>(context) is not { } request) return OpenAiError.BadRequest("The body is not valid JSON.");
        if (request.Messages is not { Count: > 0 }) return OpenAiError.BadRequest("'messages' field is required", "messages", "missing_required_parameter");

        SimulatedInstance instance;
        try
        {
            instance = await host.ResolveAsync(request.Model, SimulatedModel.Llm, options.Value.JustInTimeLoading, request.TimeToLive, cancellationToken);
        }
        catch (HostRefusal refusal)
        {
            return OpenAiError.Refused(refusal);
        }

        var conversation = request.Conversation();
        var tokens = generation.RunAsync(instance, conversation, request.Reasons, cancellationToken);
        var shape = new CompletionShape($"chatcmpl-{Guid.CreateVersion7():n}", time.GetUtcNow().ToUnixTimeSeconds(), instance.Identifier);
        return request.Stream == true
            ? new ChatCompletionStream(request, conversation, tokens, shape)
            : await WholeAsync(request, conversation, tokens, shape, cancellationToken);
    }

    private static async Task<IResult> WholeAsync(
        ChatRequest request, Conversation conversation, IAsyncEnumerable<Token> tokens, CompletionShape shape, CancellationToken cancellationToken)
    {
        var (text, reasoning) = (new StringBuilder(), new StringBuilder());
        var count = new TokenCount(conversation.Tokens, request.Limit);
        try
        {
            await foreach (var token in tokens.WithCancellation(cancellationToken))
            {
                if (!count.Take(token)) break;
                (token.IsReasoning ? reasoning : text).Append(token.Text);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return OpenAiError.BadRequest("The model was unloaded.", "model", "model_unloaded");
        }

        var message = new { role = "assistant", content = text.ToString(), reasoningContent = reasoning.Length > 0 ? reasoning.ToString() : null };
        return SnakeCase.Result(new
        {
            shape.Id,
            @object = "chat.completion",
            shape.Created,
            shape.Model,
            choices = new[] { new { index = 0, message, finishReason = count.FinishReason } },
            usage = count.Usage(),
            systemFingerprint = shape.Model,
        });
    }
}
