using Chatbot.Chat.Data;
using Chatbot.Chat.Generations;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.Chat.Conversations;

/// <summary>
/// <c>DELETE /api/chat?id=</c>: gone for everybody at once, and for good when the time to restore it is over; an answer that
/// runs is stopped.
/// </summary>
internal static class DeleteConversation
{
    public static async Task<IResult> HandleAsync(
        ConversationId id, ConversationAccess access, ChatDbContext db, StopSignals stop, TimeProvider time, CancellationToken cancellationToken)
    {
        var (chat, error) = await access.OwnAsync(id, cancellationToken);
        if (chat is null) return error!;

        chat.Delete(time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        var running = await db.Generations.Where(generation => generation.ConversationId == id && generation.State == MessageStates.Streaming)
            .Select(generation => generation.Id).ToListAsync(cancellationToken);
        running.ForEach(stop.Stop);
        return Results.Ok(chat.ToSummary());
    }
}
