using Chatbot.Chat.Data;
using Chatbot.ServiceDefaults.Authentication;
using Chatbot.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.Chat.Conversations;

/// <summary>Who may do what with a chat: the owner everything, others read it while it is public. An id is never authority.</summary>
internal sealed class ConversationAccess(ChatDbContext db, CurrentUser user)
{
    private static readonly ApiError Deleted = ApiError.Conflict(Surfaces.Chat, "id: this chat was deleted.") with
    {
        Message = "This chat was deleted. Please restore it, or begin a new one.",
    };

    public PersonId Person { get; } = new(user.Id);

    public async Task<(Conversation? Chat, ApiError? Error)> ReadableAsync(ConversationId id, CancellationToken cancellationToken)
    {
        var chat = await db.Conversations.AsNoTracking().SingleOrDefaultAsync(chat => chat.Id == id, cancellationToken);
        return Allow(chat, chat?.IsReadableBy(Person) == true);
    }

    /// <summary>The chat is tracked: change it, then save.</summary>
    public async Task<(Conversation? Chat, ApiError? Error)> OwnAsync(ConversationId id, CancellationToken cancellationToken)
    {
        var chat = await db.Conversations.SingleOrDefaultAsync(chat => chat.Id == id, cancellationToken);
        return Allow(chat, chat?.OwnerId == Person);
    }

    /// <summary>
    /// Null where the person may write: the chat is the own one, or there is none yet and that is fine. The id of a deleted
    /// chat is taken until that can't be restored any more.
    /// </summary>
    public async Task<ApiError?> RefusalAsync(ConversationId id, bool mustExist, CancellationToken cancellationToken)
    {
        var taken = await db.Conversations.IgnoreQueryFilters().Where(chat => chat.Id == id)
            .Select(chat => new { chat.OwnerId, Deleted = chat.DeletedAt != null })
            .SingleOrDefaultAsync(cancellationToken);
        if (taken is null || (taken.Deleted && mustExist)) return mustExist ? ApiError.NotFound(Surfaces.Chat) : null;
        if (taken.OwnerId != Person) return ApiError.Forbidden(Surfaces.Chat);
        return taken.Deleted ? Deleted : null;
    }

    private static (Conversation?, ApiError?) Allow(Conversation? chat, bool allowed)
    {
        if (chat is null) return (null, ApiError.NotFound(Surfaces.Chat));
        return allowed ? (chat, null) : (null, ApiError.Forbidden(Surfaces.Chat));
    }
}
