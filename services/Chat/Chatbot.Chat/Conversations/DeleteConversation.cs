using Chatbot.Chat.Data;
using Chatbot.Chat.Generations;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.Chat.Conversations;

/// <summary><c>DELETE /api/chat?id=</c>: with its messages; an answer that runs is stopped.</summary>
internal static class DeleteConversation
{
    public static async Task<IResult> HandleAsync(ConversationId id, ConversationAccess access, ChatDbContext db, StopSignals stop, CancellationToken cancellationToken)
    {
        var (chat, error) = await access.OwnAsync(id, cancellationToken);
        if (chat is null) return error!;

        var running = await db.Generations.Where(generation => generation.ConversationId == id && generation.State == MessageStates.Streaming)
            .Select(generation => generation.Id).ToListAsync(cancellationToken);
        running.ForEach(stop.Stop);
        await db.Conversations.Where(row => row.Id == id).ExecuteDeleteAsync(cancellationToken);
        return Results.Ok(chat.ToSummary());
    }
}
