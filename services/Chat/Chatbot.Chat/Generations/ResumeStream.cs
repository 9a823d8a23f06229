using System.Globalization;
using Chatbot.Chat.Conversations;
using Chatbot.Chat.Data;
using Chatbot.Chat.Streaming;
using Chatbot.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.Chat.Generations;

/// <summary>
/// <c>GET /api/chat/{id}/stream</c>: with <c>Last-Event-ID</c> the rest of the newest answer, from its log or, where that
/// lacks the end, from the stored message; without it the running answer from its start, or what has just ended.
/// </summary>
internal static class ResumeStream
{
    private static readonly TimeSpan JustEnded = TimeSpan.FromSeconds(15);

    public static async Task<IResult> HandleAsync(
        ConversationId id,
        [FromHeader(Name = "Last-Event-ID")] string? lastEventId,
        ConversationAccess access,
        GenerationLogs logs,
        ChatDbContext db,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        int? after = null;
        if (!string.IsNullOrEmpty(lastEventId))
        {
            if (!int.TryParse(lastEventId, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return ApiError.BadRequest(Surfaces.Api, "Last-Event-ID: the number of a part.");
            after = number;
        }

        var (chat, error) = await access.ReadableAsync(id, cancellationToken);
        if (chat is null) return error!;

        var generation = await db.Generations.AsNoTracking().Where(generation => generation.ConversationId == id)
            .OrderByDescending(generation => generation.CreatedAt).ThenByDescending(generation => generation.Id)
            .FirstOrDefaultAsync(cancellationToken);
        if (generation is null) return new EmptyStreamResult();

        var running = generation.State == MessageStates.Streaming;
        if ((after is not null || running) && await logs.OpenAsync(generation, after ?? 0, cancellationToken) is { } log) return new EventStreamResult(log);
        if (after is null && time.GetUtcNow() - generation.EndedAt >= JustEnded) return new EmptyStreamResult();

        var message = await db.Messages.AsNoTracking().SingleAsync(message => message.Id == generation.MessageId, cancellationToken);
        return new EventStreamResult(new[] { StoredAnswer.After(after, generation, message) }.ToAsyncEnumerable());
    }
}
