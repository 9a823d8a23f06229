using Chatbot.Chat.Conversations;
using Chatbot.Chat.Data;
using Chatbot.Chat.Files;
using Chatbot.Chat.Models;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace Chatbot.Chat.Generations;

/// <summary>What the model is given: the system prompt and the path of messages that leads to the question.</summary>
internal sealed class Prompt(IServiceScopeFactory scopes, IOptions<ModelsOptions> options)
{
    private const int LongestPath = 1000;

    public async Task<IReadOnlyList<ChatMessage>> ForAsync(GenerationOrder order, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ChatDbContext>();
        var ids = await MessagePath.ToAsync(db, order.Conversation, order.Question, LongestPath, cancellationToken);
        var messages = await db.Messages.Where(message => ids.Contains(message.Id))
            .ToDictionaryAsync(message => message.Id, cancellationToken);

        var prompt = new List<ChatMessage>();
        if (options.Value.SystemPrompt.Length > 0) prompt.Add(new(ChatRole.System, options.Value.SystemPrompt));
        foreach (var id in ids)
        {
            var contents = AttachedContent.Of(messages[id].Parts);
            if (contents.Count > 0) prompt.Add(new(messages[id].Role == MessageRoles.User ? ChatRole.User : ChatRole.Assistant, contents));
        }

        return prompt;
    }
}
