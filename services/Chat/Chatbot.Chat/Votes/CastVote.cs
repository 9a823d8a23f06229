using Chatbot.Chat.Contracts;
using Chatbot.Chat.Conversations;
using Chatbot.Chat.Data;
using Chatbot.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.Chat.Votes;

/// <summary><c>PATCH /api/vote</c>: on an answer of an own chat; voting again changes the vote.</summary>
internal static class CastVote
{
    public static async Task<IResult> HandleAsync(VoteRequest request, ConversationAccess access, ChatDbContext db, CancellationToken cancellationToken)
    {
        if (request.Type is not ("up" or "down")) return ApiError.BadRequest(Surfaces.Api, "type: up or down.");
        if (request.ChatId == Guid.Empty) return ApiError.BadRequest(Surfaces.Api, "chatId: a UUID is required.");
        if (request.MessageId == Guid.Empty) return ApiError.BadRequest(Surfaces.Api, "messageId: a UUID is required.");

        var (chatId, messageId) = (new ConversationId(request.ChatId), new MessageId(request.MessageId));
        var (chat, error) = await access.OwnAsync(chatId, cancellationToken);
        if (chat is null) return error! with { Surface = Surfaces.Vote };

        var role = await db.Messages.Where(message => message.Id == messageId && message.ConversationId == chatId).Select(message => message.Role).SingleOrDefaultAsync(cancellationToken);
        if (role is null) return ApiError.NotFound(Surfaces.Vote);
        if (role != MessageRoles.Assistant) return ApiError.BadRequest(Surfaces.Api, "messageId: only answers can be voted on.");

        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO chat.votes (chat_id, message_id, is_upvoted) VALUES ({chatId.Value}, {messageId.Value}, {request.Type == "up"})
            ON CONFLICT (chat_id, message_id) DO UPDATE SET is_upvoted = excluded.is_upvoted
            """,
            cancellationToken);
        return Results.Text("Message voted");
    }
}
