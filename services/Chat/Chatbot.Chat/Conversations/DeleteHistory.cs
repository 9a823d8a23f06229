using Chatbot.Chat.Contracts;
using Chatbot.Chat.Data;
using Chatbot.Chat.Generations;
using Chatbot.ServiceDefaults.Authentication;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.Chat.Conversations;

/// <summary><c>DELETE /api/history</c>: all chats of the person, each of which can be restored for a time.</summary>
internal static class DeleteHistory
{
    public static async Task<IResult> HandleAsync(CurrentUser user, ChatDbContext db, StopSignals stop, TimeProvider time, CancellationToken cancellationToken)
    {
        var person = new PersonId(user.Id);
        var now = time.GetUtcNow();
        var deleted = await db.Conversations.Where(chat => chat.OwnerId == person)
            .ExecuteUpdateAsync(update => update.SetProperty(chat => chat.DeletedAt, now), cancellationToken);
        var running = await db.Generations.IgnoreQueryFilters()
            .Where(generation => generation.State == MessageStates.Streaming && db.Conversations.Any(chat => chat.Id == generation.ConversationId && chat.OwnerId == person && chat.DeletedAt != null))
            .Select(generation => generation.Id).ToListAsync(cancellationToken);
        running.ForEach(stop.Stop);
        return Results.Ok(new DeletedHistory(deleted));
    }
}
