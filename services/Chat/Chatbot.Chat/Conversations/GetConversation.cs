using Chatbot.Chat.Contracts;
using Chatbot.Chat.Data;
using Chatbot.Chat.Generations;
using Chatbot.Chat.Models;
using Chatbot.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Chatbot.Chat.Conversations;

/// <summary><c>GET /api/chat/{id}?before=&amp;limit=</c>: a page of the active path, the newest without <c>before</c>.</summary>
internal static class GetConversation
{
    private const int DefaultLimit = 50;
    private const int LargestLimit = 200;

    public static async Task<IResult> HandleAsync(
        ConversationId id, MessageId? before, int? limit, ConversationAccess access, ChatDbContext db, IOptions<ModelsOptions> models, CancellationToken cancellationToken)
    {
        if (limit is < 1 or > LargestLimit) return ApiError.BadRequest(Surfaces.Api, $"limit: 1 to {LargestLimit}.");
        var (chat, error) = await access.ReadableAsync(id, cancellationToken);
        if (chat is null) return error!;

        var leaf = chat.ActiveLeaf;
        if (before is not null)
        {
            var cursor = await db.Messages.Where(message => message.Id == before && message.ConversationId == id).Select(message => new { message.ParentId }).SingleOrDefaultAsync(cancellationToken);
            if (cursor is null) return ApiError.BadRequest(Surfaces.Api, "before: no such message in this chat.");
            leaf = cursor.ParentId;
        }

        var size = limit ?? DefaultLimit;
        var path = leaf is null ? [] : await MessagePath.ToAsync(db, id, leaf.Value, size + 1, cancellationToken);
        var page = path.TakeLast(size).ToList();
        var messages = await db.Messages.AsNoTracking().Where(message => page.Contains(message.Id)).ToDictionaryAsync(message => message.Id, cancellationToken);
        var siblings = await SiblingsAsync(db, id, [.. messages.Values.Select(message => message.ParentId).Distinct()], cancellationToken);
        var generating = await db.Generations.AnyAsync(generation => generation.ConversationId == id && generation.State == MessageStates.Streaming, cancellationToken);
        var context = before is null && leaf is { } end
            ? await PathContext.ToAsync(db, id, end, Prompt.LongestPath, models.Value.SystemPrompt.Length, cancellationToken)
            : null;

        return Results.Ok(new ChatDetail(
            chat.Id.Value,
            chat.CreatedAt,
            chat.Title,
            chat.OwnerId.Value,
            chat.Visibility,
            [.. page.Select(messageId => Detail(messages[messageId], siblings))],
            generating,
            path.Count > size,
            chat.Pinned,
            context?.Tokens,
            context?.Estimated == true));
    }

    private static async Task<ILookup<MessageId?, Guid>> SiblingsAsync(ChatDbContext db, ConversationId id, List<MessageId?> parents, CancellationToken cancellationToken)
    {
        var rows = await db.Messages
            .Where(message => message.ConversationId == id && parents.Contains(message.ParentId))
            .OrderBy(message => message.CreatedAt).ThenBy(message => message.Id)
            .Select(message => new { message.Id, message.ParentId })
            .ToListAsync(cancellationToken);
        return rows.ToLookup(row => row.ParentId, row => row.Id.Value);
    }

    private static ChatMessageDetail Detail(Message message, ILookup<MessageId?, Guid> siblings) => new(
        message.Id.Value,
        message.ParentId?.Value,
        message.Role,
        MessageParts.ToElements(message.Parts),
        message.State,
        message.Model,
        message.Error,
        message.CreatedAt,
        [.. siblings[message.ParentId]],
        message.Usage?.ToContract(),
        message.FinishReason);
}
