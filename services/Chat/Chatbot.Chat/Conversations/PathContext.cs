using System.Text.Json;
using Chatbot.Chat.Data;
using Chatbot.Chat.Streaming;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.Chat.Conversations;

/// <summary>
/// How many tokens a path of messages gives the model to read: what its last answer has counted, and of what follows that, or
/// of all where no answer has, an estimate by its length.
/// </summary>
/// <param name="Estimated">Not all of it was counted by a server.</param>
internal sealed record PathContext(long Tokens, bool Estimated)
{
    // Of files, as they are put into a prompt.
    private const int MostOfFiles = 200_000;

    /// <param name="before">Characters that stand before every path.</param>
    public static async Task<PathContext> ToAsync(
        ChatDbContext db, ConversationId conversation, MessageId leaf, int longest, long before, CancellationToken cancellationToken)
    {
        var weighed = (await WeighAsync(db, conversation, leaf, longest, cancellationToken))[0];
        var counted = weighed.Usage is null ? null : JsonSerializer.Deserialize<AnswerUsage>(weighed.Usage, JsonSerializerOptions.Web);
        if (counted is null) return new PathContext(AnswerUsage.Tokens(weighed.Characters + before), true);

        // An older version has kept sums alone, which count a prompt once for each step.
        var context = counted.ContextTokens > 0 ? counted.ContextTokens : counted.InputTokens + counted.OutputTokens - counted.ReasoningTokens;
        return new PathContext(
            context + AnswerUsage.Tokens(weighed.Characters), counted.Estimated || counted.ContextTokens == 0 || weighed.Characters > 0);
    }

    // The path is gone up to the first answer that was counted, and no further.
    private static Task<List<Weight>> WeighAsync(ChatDbContext db, ConversationId conversation, MessageId leaf, int longest, CancellationToken cancellationToken) =>
        db.Database.SqlQuery<Weight>(
            $"""
            WITH RECURSIVE path AS (
                SELECT id, parent_id, usage, coalesce((usage ->> 'inputTokens')::bigint, 0) > 0 AS counted, 1 AS depth
                FROM chat.messages WHERE id = {leaf.Value} AND chat_id = {conversation.Value}
                UNION ALL
                SELECT m.id, m.parent_id, m.usage, coalesce((m.usage ->> 'inputTokens')::bigint, 0) > 0, p.depth + 1
                FROM chat.messages m JOIN path p ON m.id = p.parent_id WHERE NOT p.counted AND p.depth < {longest}
            ), rest AS (
                SELECT id FROM path WHERE NOT counted
            ), said AS (
                SELECT jsonb_path_query(m.parts, '$[*] ? (@.type == "text").text') #>> ARRAY[]::text[] AS text FROM chat.messages m JOIN rest ON rest.id = m.id
                UNION ALL
                SELECT jsonb_path_query(m.parts, '$[*] ? (@.type starts with "tool-")')::text FROM chat.messages m JOIN rest ON rest.id = m.id
            ), shown AS (
                SELECT f.size FROM rest JOIN chat.message_files s ON s.message_id = rest.id JOIN chat.files f ON f.name = s.file_name
                WHERE f.media_type NOT LIKE 'image/%' AND f.media_type <> 'application/pdf'
            )
            SELECT (SELECT usage::text FROM path WHERE counted LIMIT 1) AS usage,
                (SELECT coalesce(sum(length(text)), 0) FROM said)::bigint + (SELECT least(coalesce(sum(size), 0), {MostOfFiles}) FROM shown)::bigint AS characters
            """).ToListAsync(cancellationToken);

    private sealed record Weight(string? Usage, long Characters);
}
