using Chatbot.Chat.Data;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.Chat.Conversations;

internal static class MessagePath
{
    /// <summary>The ids from the oldest of at most <paramref name="limit"/> messages to <paramref name="leaf"/>, which is the last.</summary>
    public static async Task<List<MessageId>> ToAsync(ChatDbContext db, ConversationId conversation, MessageId leaf, int limit, CancellationToken cancellationToken)
    {
        var ids = await db.Database.SqlQuery<Guid>(
            $"""
            WITH RECURSIVE path AS (
                SELECT id, parent_id, 1 AS depth FROM chat.messages WHERE id = {leaf.Value} AND chat_id = {conversation.Value}
                UNION ALL
                SELECT m.id, m.parent_id, p.depth + 1 FROM chat.messages m JOIN path p ON m.id = p.parent_id WHERE p.depth < {limit}
            )
            SELECT id AS "Value" FROM path ORDER BY depth DESC
            """).ToListAsync(cancellationToken);
        return [.. ids.Select(MessageId.From)];
    }
}
