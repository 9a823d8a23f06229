using Chatbot.Chat.Contracts;
using Chatbot.Chat.Data;
using Chatbot.ServiceDefaults.Authentication;
using Chatbot.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.Chat.Conversations;

/// <summary>
/// <c>GET /api/history</c>, newest first. <c>ending_before</c> is the last chat of the page before, going on to older
/// ones; <c>starting_after</c> the first one, going back to newer ones. <c>pinned</c> lists only the pinned ones, or the others.
/// </summary>
internal static class ListHistory
{
    private const int DefaultLimit = 20;
    private const int LargestLimit = 100;
    private const int LongestSearch = 200;

    public static async Task<IResult> HandleAsync(
        int? limit,
        [FromQuery(Name = "starting_after")] string? startingAfter,
        [FromQuery(Name = "ending_before")] string? endingBefore,
        string? q,
        bool? pinned,
        CurrentUser user,
        ChatDbContext db,
        ConversationSearch search,
        CancellationToken cancellationToken)
    {
        if (limit is < 1 or > LargestLimit) return ApiError.BadRequest(Surfaces.Api, $"limit: 1 to {LargestLimit}.");
        if (startingAfter is not null && endingBefore is not null) return ApiError.BadRequest(Surfaces.Api, "starting_after, ending_before: only one of them.");
        if ((startingAfter ?? endingBefore) is { } given && !TypedIds.TryParse<ConversationId>(given, out _))
            return ApiError.BadRequest(Surfaces.Api, $"{(startingAfter is null ? "ending_before" : "starting_after")}: a chat's UUID.");
        if (q is { Length: > LongestSearch } || q?.Contains('\0') == true) return ApiError.BadRequest(Surfaces.Api, $"q: at most {LongestSearch} characters.");

        var person = new PersonId(user.Id);
        var own = db.Conversations.AsNoTracking().Where(chat => chat.OwnerId == person);
        Conversation? cursor = null;
        if ((startingAfter ?? endingBefore) is { } text)
        {
            var cursorId = TypedIds.Parse<ConversationId>(text);
            cursor = await own.SingleOrDefaultAsync(chat => chat.Id == cursorId, cancellationToken);
            if (cursor is null) return ApiError.NotFound(Surfaces.Chat, startingAfter is null ? "ending_before" : "starting_after");
        }

        var size = limit ?? DefaultLimit;
        var chats = string.IsNullOrWhiteSpace(q)
            ? await InOrder(own).Take(size + 1).ToListAsync(cancellationToken)
            : await search.FindAsync(person, q, InOrder, size + 1, cancellationToken);
        var page = chats.Take(size).Select(chat => chat.ToSummary());
        return Results.Ok(new ChatHistory([.. startingAfter is null ? page : page.Reverse()], chats.Count > size));

        // The page next to the cursor: read towards newer ones it comes oldest first.
        IQueryable<Conversation> InOrder(IQueryable<Conversation> some)
        {
            if (pinned is not null) some = some.Where(chat => chat.Pinned == pinned);
            return startingAfter is null ? Older(some, cursor) : Newer(some, cursor!);
        }
    }

    private static IQueryable<Conversation> Older(IQueryable<Conversation> chats, Conversation? cursor)
    {
        if (cursor is not null) chats = chats.Where(chat => EF.Functions.LessThan(ValueTuple.Create(chat.CreatedAt, chat.Id), ValueTuple.Create(cursor.CreatedAt, cursor.Id)));
        return chats.OrderByDescending(chat => chat.CreatedAt).ThenByDescending(chat => chat.Id);
    }

    private static IQueryable<Conversation> Newer(IQueryable<Conversation> chats, Conversation cursor) =>
        chats.Where(chat => EF.Functions.GreaterThan(ValueTuple.Create(chat.CreatedAt, chat.Id), ValueTuple.Create(cursor.CreatedAt, cursor.Id)))
            .OrderBy(chat => chat.CreatedAt).ThenBy(chat => chat.Id);
}
