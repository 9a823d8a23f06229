using Chatbot.Chat.Conversations;
using Chatbot.Chat.Data;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.Chat.Generations;

/// <summary><c>POST /api/chat/{id}/stop</c>: the text so far is kept. Nothing to stop is fine.</summary>
internal static class StopGeneration
{
    public static async Task<IResult> HandleAsync(ConversationId id, ConversationAccess access, ChatDbContext db, StopSignals stop, CancellationToken cancellationToken)
    {
        var (chat, error) = await access.OwnAsync(id, cancellationToken);
        if (chat is null) return error!;

        var running = await db.Generations.Where(generation => generation.ConversationId == id && generation.State == MessageStates.Streaming)
            .Select(generation => generation.Id).ToListAsync(cancellationToken);
        running.ForEach(stop.Stop);
        return Results.Accepted();
    }
}
