using Chatbot.Chat.Contracts;
using Chatbot.Chat.Data;
using Chatbot.ServiceDefaults.Authentication;
using Chatbot.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.Chat.Conversations;

/// <summary>
/// <c>GET /api/history</c>, newest first. <c>ending_before</c> is the last chat of the page before, going on to older
/// ones; <c>starting_after</c> the first one, going back to newer ones.
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
        CurrentUser user,
        ChatDbContext db,
        CancellationToken cancellationToken)
    {
        if (limit is < 1 or > LargestLimit) return ApiError.BadRequest(Surfaces.Api, $"limit: 1 to {LargestLimit}.");
        if (startingAfter is not null && endingBefore is not null) return ApiError.BadRequest(Surfaces.Api, "starting_after, ending_before: only one of them.");
        if ((startingAfter ?? endingBefore) is { } given && !TypedIds.TryParse<ConversationId>(given, out _))
            return ApiError.BadRequest(Surfaces.Api, $"{(startingAfter is null ? "ending_before" : "starting_after")}: a chat's UUID.");
        if (q is { Length: > LongestSearch } || q?.Contains('\0') == true) return ApiError.BadRequest(Surfaces.Api, $"q: at most {LongestSearch} characters.");

        var own = db.Conversations.AsNoTracking().Where(chat => chat.OwnerId == new PersonId(user.Id));
        var found = string.IsNullOrWhiteSpace(q) ? own : own.Where(chat => EF.Functions.ILike(chat.Title, Pattern(q), @"\"));
        if ((startingAfter ?? endingBefore) is { } text)
        {
            var cursorId = TypedIds.Parse<ConversationId>(text);
            var cursor = await own.Where(chat => chat.Id == cursorId).Select(chat => new { chat.CreatedAt, chat.Id }).SingleOrDefaultAsync(cancellationToken);
            if (cursor is null) return ApiError.NotFound(Surfaces.Chat, startingAfter is null ? "ending_before" : "starting_after");
            found = startingAfter is null
                ? found.Where(chat => EF.Functions.LessThan(ValueTuple.Create(chat.CreatedAt, chat.Id), ValueTuple.Create(cursor.CreatedAt, cursor.Id)))
                : found.Where(chat => EF.Functions.GreaterThan(ValueTuple.Create(chat.CreatedAt, chat.Id), ValueTuple.Create(cursor.CreatedAt, cursor.Id)));
        }

        // The page next to the cursor: read towards newer ones it comes oldest first.
        var size = limit ?? DefaultLimit;
        var ordered = startingAfter is null
            ? found.OrderByDescending(chat => chat.CreatedAt).ThenByDescending(chat => chat.Id)
            : found.OrderBy(chat => chat.CreatedAt).ThenBy(chat => chat.Id);
        var chats = await ordered.Take(size + 1)
            .Select(chat => new ChatSummary(chat.Id.Value, chat.CreatedAt, chat.Title, chat.OwnerId.Value, chat.Visibility, chat.Pinned))
            .ToListAsync(cancellationToken);
        var page = chats.Take(size);
        return Results.Ok(new ChatHistory([.. startingAfter is null ? page : page.Reverse()], chats.Count > size));
    }

    private static string Pattern(string q) =>
        $"%{q.Trim().Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";
}
