using Chatbot.Chat.Contracts;
using Chatbot.Chat.Conversations;
using Chatbot.Chat.Data;
using Chatbot.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.Chat.Votes;

/// <summary><c>GET /api/vote?chatId=</c>: what the owner thinks of the answers; nobody else's business, even where the chat is public.</summary>
internal static class ListVotes
{
    public static async Task<IResult> HandleAsync(ConversationId chatId, ConversationAccess access, ChatDbContext db, CancellationToken cancellationToken)
    {
        var (chat, error) = await access.OwnAsync(chatId, cancellationToken);
        // As existing clients know it: a missing chat is a chat's error, a stranger's one a vote's.
        if (chat is null) return error!.Type == ErrorTypes.NotFound ? error : error with { Surface = Surfaces.Vote };

        return Results.Ok(await db.Votes.Where(vote => vote.ConversationId == chatId)
            .OrderBy(vote => vote.MessageId)
            .Select(vote => new ChatVote(vote.ConversationId.Value, vote.MessageId.Value, vote.IsUpvoted))
            .ToListAsync(cancellationToken));
    }
}
