using Chatbot.Chat.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Chatbot.Web.Tests.Fakes;

/// <summary>The list of chats, and what is done to a chat without opening it.</summary>
internal sealed partial class FakeChat
{
    /// <summary>The list, and nothing else, is away.</summary>
    public bool HistoryIsAway { get; set; }

    /// <summary>What was searched for.</summary>
    public List<string> Searches { get; } = [];

    public FakeConversation this[Guid id] => _chats[id];

    private void MapHistory(IEndpointRouteBuilder app)
    {
        app.MapGet("/api/history", History);
        app.MapDelete("/api/history", () =>
        {
            var gone = Existing().ToList();
            gone.ForEach(chat => chat.IsDeleted = true);
            return new DeletedHistory(gone.Count);
        });
        app.MapGet("/api/chat/{id:guid}", Read);
        app.MapDelete("/api/chat", (Guid id) => Change(id, chat => chat.IsDeleted = true));
        app.MapPost("/api/chat/{id:guid}/restore", (Guid id) => Change(id, chat => chat.IsDeleted = false));
        app.MapPatch("/api/chat/{id:guid}", (Guid id, ChatPatch patch) => Change(id, chat =>
        {
            Patches.Add(patch);
            if (patch.ActiveLeaf is { } leaf && Branches.TryGetValue(leaf, out var messages))
            {
                chat.Messages.Clear();
                chat.Messages.AddRange(messages);
            }

            chat.Title = patch.Title ?? chat.Title;
            chat.Visibility = patch.Visibility ?? chat.Visibility;
            chat.Pinned = patch.Pinned ?? chat.Pinned;
        }));
    }

    private IEnumerable<FakeConversation> Existing() => _chats.Values.Where(chat => !chat.IsDeleted);

    private IResult History(HttpContext context, int? limit, Guid? ending_before, string? q, bool? pinned)
    {
        LastHeaders = context.Request.Headers;
        if (HistoryIsAway) return Results.StatusCode(503);
        if (q is not null) Searches.Add(q);
        var before = ending_before is { } id ? _chats[id].CreatedAt : DateTimeOffset.MaxValue;
        var found = Existing()
            .Where(chat => chat.CreatedAt < before && (pinned is null || chat.Pinned == pinned) && (q is null || chat.Title.Contains(q, StringComparison.OrdinalIgnoreCase)))
            .OrderByDescending(chat => chat.CreatedAt).Select(chat => chat.Summary()).ToList();
        return Results.Ok(new ChatHistory([.. found.Take(limit ?? 20)], found.Count > (limit ?? 20)));
    }

    private IResult Read(Guid id, Guid? before, HttpContext context)
    {
        var reader = auth.UserOf(context)!.Id;
        if (!_chats.TryGetValue(id, out var chat) || chat.IsDeleted) return Missing();
        return chat.Owner is null || chat.Owner == reader || chat.Visibility == "public"
            ? Results.Ok(chat.Detail(reader, before))
            : Error(403, "forbidden:chat", "This chat belongs to another user. Please check the chat ID and try again.");
    }

    private IResult Change(Guid id, Action<FakeConversation> change)
    {
        if (!_chats.TryGetValue(id, out var chat)) return Missing();
        change(chat);
        return Results.Ok(chat.Summary());
    }
}
