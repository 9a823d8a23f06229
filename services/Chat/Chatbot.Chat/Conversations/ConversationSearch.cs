using Chatbot.Chat.Data;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.Chat.Conversations;

/// <summary>
/// Chats whose title has every word that is looked for, or one of whose messages has: there whole words count, and of the
/// last one its beginning, since people search as they type.
/// </summary>
internal sealed class ConversationSearch(ChatDbContext db)
{
    // What many chats hold is found among these; going by the index of words costs by how many messages hold it.
    private const int Nearest = 100;

    /// <param name="inOrder">The person's chats from where the page begins, in the order of the list.</param>
    /// <param name="count">At most so many.</param>
    public async Task<List<Conversation>> FindAsync(
        PersonId person, string q, Func<IQueryable<Conversation>, IQueryable<Conversation>> inOrder, int count, CancellationToken cancellationToken)
    {
        var (inTitle, inText) = await WordsAsync(person, q, cancellationToken);
        var nearest = await inOrder(db.Conversations.Where(chat => chat.OwnerId == person)).Select(chat => chat.Id.Value).Take(Nearest).ToArrayAsync(cancellationToken);
        // OFFSET 0 has each chat's messages read, instead of all that the index of words has.
        var amongNearest = db.Conversations.FromSql(
            $"""
            SELECT * FROM chat.chats c WHERE c.id = ANY ({nearest}) AND (c.title ILIKE ALL ({inTitle})
                OR EXISTS (SELECT 1 FROM chat.messages m WHERE m.chat_id = c.id AND m.search @@ {inText}::tsquery OFFSET 0))
            """);
        var found = await inOrder(amongNearest).AsNoTracking().Take(count).ToListAsync(cancellationToken);
        if (found.Count == count || nearest.Length < Nearest) return found;

        var amongAll = db.Conversations.FromSql(
            $"""
            SELECT * FROM chat.chats c WHERE c.owner_id = {person.Value} AND (c.title ILIKE ALL ({inTitle})
                OR c.id IN (SELECT m.chat_id FROM chat.messages m WHERE m.search @@ {inText}::tsquery))
            """);
        return await inOrder(amongAll).AsNoTracking().Take(count).ToListAsync(cancellationToken);
    }

    private async Task<(string[] InTitle, string InText)> WordsAsync(PersonId person, string q, CancellationToken cancellationToken)
    {
        var inTitle = q.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Pattern).ToArray();
        // PostgreSQL takes the words apart as it did those of the messages, whatever they hold; no operator of its own comes through.
        var words = await db.Database.SqlQuery<string>($"""SELECT plainto_tsquery('simple', {q})::text AS "Value" """).SingleAsync(cancellationToken);
        return (inTitle, words.Length == 0 ? "" : $"'{person}' & {words}:*");
    }

    private static string Pattern(string word) =>
        $"%{word.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";
}
