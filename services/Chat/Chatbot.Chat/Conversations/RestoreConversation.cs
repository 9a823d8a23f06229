using Chatbot.Chat.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Chatbot.Chat.Conversations;

/// <summary><c>POST /api/chat/{id}/restore</c>: undoes a deletion within its time. A chat that is there is answered as it is.</summary>
internal static class RestoreConversation
{
    public static async Task<IResult> HandleAsync(
        ConversationId id, ConversationAccess access, ChatDbContext db, IOptions<ConversationsOptions> options, TimeProvider time, CancellationToken cancellationToken)
    {
        var oldest = time.GetUtcNow() - options.Value.TimeToRestore;
        // One statement, so that the sweep has either the row or nothing.
        await db.Conversations.IgnoreQueryFilters()
            .Where(row => row.Id == id && row.OwnerId == access.Person && row.DeletedAt > oldest)
            .ExecuteUpdateAsync(update => update.SetProperty(row => row.DeletedAt, (DateTimeOffset?)null), cancellationToken);
        var (chat, error) = await access.OwnAsync(id, cancellationToken);
        return chat is null ? error! : Results.Ok(chat.ToSummary());
    }
}
