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

    /// <summary>The same messages, read at once.</summary>
    public static async Task<List<PathMessage>> ReadAsync(ChatDbContext db, ConversationId conversation, MessageId leaf, int limit, CancellationToken cancellationToken)
    {
        var read = await db.Messages.FromSql(
            $"""
            SELECT * FROM chat.messages WHERE id IN (
                WITH RECURSIVE path AS (
                    SELECT id, parent_id, 1 AS depth FROM chat.messages WHERE id = {leaf.Value} AND chat_id = {conversation.Value}
                    UNION ALL
                    SELECT m.id, m.parent_id, p.depth + 1 FROM chat.messages m JOIN path p ON m.id = p.parent_id WHERE p.depth < {limit}
                )
                SELECT id FROM path)
            """)
            .Select(message => new PathMessage(message.Id, message.ParentId, message.Role, message.Parts, message.Model, message.Usage))
            .ToDictionaryAsync(message => message.Id, cancellationToken);
        var path = new List<PathMessage>(read.Count);
        for (MessageId? id = leaf; id is { } at && read.TryGetValue(at, out var message); id = message.ParentId) path.Add(message);
        path.Reverse();
        return path;
    }

    /// <summary>
    /// Of the ends below a message the newest one, the message itself where nothing follows it: who turns to another answer
    /// wants to go on where that branch was left. Null where it is no message of this chat.
    /// </summary>
    public static async Task<MessageId?> NewestLeafAsync(ChatDbContext db, ConversationId conversation, MessageId from, CancellationToken cancellationToken)
    {
        var ids = await db.Database.SqlQuery<Guid>(
            $"""
            WITH RECURSIVE below AS (
                SELECT id, created_at FROM chat.messages WHERE id = {from.Value} AND chat_id = {conversation.Value}
                UNION ALL
                SELECT m.id, m.created_at FROM chat.messages m JOIN below b ON m.parent_id = b.id
            )
            SELECT id AS "Value" FROM below b WHERE NOT EXISTS (SELECT 1 FROM chat.messages m WHERE m.parent_id = b.id)
            ORDER BY created_at DESC, id DESC LIMIT 1
            """).ToListAsync(cancellationToken);
        return ids is [var leaf] ? new MessageId(leaf) : null;
    }
}
