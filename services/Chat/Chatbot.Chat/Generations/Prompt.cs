using Chatbot.Chat.Conversations;
using Chatbot.Chat.Data;
using Chatbot.Chat.Files;
using Chatbot.Chat.Models;
using Microsoft.EntityFrameworkCore;
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

    private const int LongestPath = 1000;

    /// <param name="soFar">Parts of the answer itself.</param>
    public async Task<IReadOnlyList<ChatMessage>> ForAsync(
        ConversationId conversation, MessageId question, IReadOnlyList<MessagePart> soFar, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ChatDbContext>();
        var ids = await MessagePath.ToAsync(db, conversation, question, LongestPath, cancellationToken);
        var messages = await db.Messages.Where(message => ids.Contains(message.Id))
            .ToDictionaryAsync(message => message.Id, cancellationToken);

        var prompt = new List<ChatMessage>();
        if (options.Value.SystemPrompt.Length > 0) prompt.Add(new(ChatRole.System, options.Value.SystemPrompt));
        foreach (var id in ids) prompt.AddRange(messages[id].Role == MessageRoles.User ? Question(messages[id]) : ModelMessages.OfAnswer(messages[id].Parts));
        var answer = ModelMessages.OfAnswer(soFar).ToList();
        prompt.AddRange(answer);
        if (answer.Count > 0 && answer[^1].Role == ChatRole.Assistant) prompt.Add(new(ChatRole.User, GoOn));
        return prompt;
    }

    private static IEnumerable<ChatMessage> Question(Message message)
    {
        var contents = AttachedContent.Of(message.Parts);
        if (contents.Count > 0) yield return new(ChatRole.User, contents);
    }
}
