using Chatbot.Chat.Contracts;
using Chatbot.Chat.Data;
using Chatbot.ServiceDefaults.Errors;

namespace Chatbot.Chat.Conversations;

/// <summary>
/// <c>PATCH /api/chat/{id}</c>: what is null stays. <c>activeLeaf</c> may be given while an answer runs: that goes on being
/// written where it is, and is one of the siblings.
/// </summary>
internal static class PatchConversation
{
    public static async Task<IResult> HandleAsync(
        ConversationId id, ChatPatch patch, ConversationAccess access, ChatDbContext db, TimeProvider time, CancellationToken cancellationToken)
    {
        var title = patch.Title?.Trim();
        if (title is not null && (title.Length is 0 or > Conversation.MaxTitleLength || title.Any(char.IsControl)))
            return ApiError.BadRequest(Surfaces.Api, $"title: 1 to {Conversation.MaxTitleLength} characters on one line.");
        if (patch.Visibility is not null && !Visibilities.IsKnown(patch.Visibility))
            return ApiError.BadRequest(Surfaces.Api, "visibility: public or private.");

        var (chat, error) = await access.OwnAsync(id, cancellationToken);
        if (chat is null) return error!;

        var now = time.GetUtcNow();
        if (patch.ActiveLeaf is { } given)
        {
            if (await MessagePath.NewestLeafAsync(db, id, new(given), cancellationToken) is not { } leaf)
                return ApiError.BadRequest(Surfaces.Api, "activeLeaf: no such message in this chat.");
            chat.Show(leaf, now);
        }

        if (title is not null) chat.Rename(title, now);
        if (patch.Visibility is not null) chat.Show(patch.Visibility, now);
        if (patch.Pinned is { } pinned) chat.Pin(pinned, now);
        await db.SaveChangesAsync(cancellationToken);
        return Results.Ok(chat.ToSummary());
    }
}
