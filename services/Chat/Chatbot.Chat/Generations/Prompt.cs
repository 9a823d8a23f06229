using Chatbot.Chat.Conversations;
using Chatbot.Chat.Data;
using Chatbot.Chat.Files;
using Chatbot.Chat.Models;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace Chatbot.Chat.Generations;

/// <summary>What the model is given: the system prompt, the path of messages that leads to the question, and what the answer has so far.</summary>
internal sealed class Prompt(IServiceScopeFactory scopes, IOptions<ModelsOptions> options)
{
    /// <summary>
    /// Behind an answer that was cut. Whether a server goes on with an assistant message that stands last, begins a new one or
    /// refuses it is not the same everywhere; all understand this.
    /// </summary>
    public const string GoOn = "Your answer was cut off. Go on exactly where it ended: repeat nothing of it, and say nothing about the interruption.";

    public const int LongestPath = 1000;

    /// <param name="soFar">Parts of the answer itself.</param>
    public async Task<PromptText> ForAsync(GenerationOrder order, IReadOnlyList<MessagePart> soFar, CancellationToken cancellationToken)
    {
        var prompt = new List<ChatMessage>();
        CountedPrompt? counted = null;
        if (options.Value.SystemPrompt.Length > 0) prompt.Add(new(ChatRole.System, options.Value.SystemPrompt));
        foreach (var message in await PathAsync(order, cancellationToken))
        {
            prompt.AddRange(message.Role == MessageRoles.User ? Question(message.Parts) : ModelMessages.OfAnswer(message.Parts));
            if (CountedBy(order.Model, message) is { } tokens) counted = new CountedPrompt(tokens, prompt.Count);
        }

        var answer = ModelMessages.OfAnswer(soFar).ToList();
        prompt.AddRange(answer);
        if (answer.Count > 0 && answer[^1].Role == ChatRole.Assistant) prompt.Add(new(ChatRole.User, GoOn));
        return new PromptText(prompt, counted);
    }

    private async Task<IReadOnlyList<PathMessage>> PathAsync(GenerationOrder order, CancellationToken cancellationToken)
    {
        // Of a chat that has just begun there is nothing to be read.
        if (order.Opening is { } opening) return [new PathMessage(order.Question, null, MessageRoles.User, opening, null, null)];
        await using var scope = scopes.CreateAsyncScope();
        return await MessagePath.ReadAsync(scope.ServiceProvider.GetRequiredService<ChatDbContext>(), order.Conversation, order.Question, LongestPath, cancellationToken);
    }

    // Another model counts otherwise. How much of an answer was reasoning, which is not given back, not every server tells.
    private static long? CountedBy(ModelTarget model, PathMessage answer) =>
        model is LocalTarget { ModelKey: not null } && answer.Model == model.Id && answer.Usage is { Estimated: false, ReasoningTokens: 0, ContextTokens: > 0 and var tokens } ? tokens : null;

    private static IEnumerable<ChatMessage> Question(IReadOnlyList<MessagePart> parts)
    {
        var contents = AttachedContent.Of(parts);
        if (contents.Count > 0) yield return new(ChatRole.User, contents);
    }
}
