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
/// lacks the end, from the stored message; without it the running answer from its start, or what has just ended. A part's
/// number counts within its generation: who names that, or at least the message, never gets the rest of another answer.
/// </summary>
internal static class ResumeStream
{
    private static readonly TimeSpan JustEnded = TimeSpan.FromSeconds(15);

    public static async Task<IResult> HandleAsync(
        ConversationId id,
        [FromHeader(Name = "Last-Event-ID")] string? lastEventId,
        MessageId? message,
        GenerationId? generation,
        GenerationLogs logs,
        IServiceScopeFactory scopes,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        int? after = null;
        if (!string.IsNullOrEmpty(lastEventId))
        {
            if (!int.TryParse(lastEventId, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == int.MaxValue) return ApiError.BadRequest(Surfaces.Api, "Last-Event-ID: the number of a part.");
            after = number;
        }

        // Who reads an answer for minutes holds no database context for that.
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ChatDbContext>();
        var (chat, error) = await scope.ServiceProvider.GetRequiredService<ConversationAccess>().ReadableAsync(id, cancellationToken);
        if (chat is null) return error!;

        var found = await FindAsync(db, id, message, generation, cancellationToken);
        if (found is null) return message is null && generation is null ? new EmptyStreamResult() : ApiError.NotFound(Surfaces.Stream);

        var running = found.State == MessageStates.Streaming;
        if ((after is not null || running) && await logs.OpenAsync(found, after ?? 0, cancellationToken) is { } log) return new EventStreamResult(log, found.Id);
        if (after is null && time.GetUtcNow() - found.EndedAt >= JustEnded) return new EmptyStreamResult();

        var stored = await db.Messages.AsNoTracking().SingleOrDefaultAsync(message => message.Id == found.MessageId, cancellationToken);
        if (stored is null) return new EmptyStreamResult();
        return new EventStreamResult(new[] { StoredAnswer.After(after, found, stored) }.ToAsyncEnumerable(), found.Id);
    }

    // The newest of those that are meant.
    private static Task<Generation?> FindAsync(ChatDbContext db, ConversationId id, MessageId? message, GenerationId? named, CancellationToken cancellationToken) =>
        db.Generations.AsNoTracking()
            .Where(generation => generation.ConversationId == id)
            .Where(generation => (message == null || generation.MessageId == message) && (named == null || generation.Id == named))
            .OrderByDescending(generation => generation.CreatedAt).ThenByDescending(generation => generation.Id)
            .FirstOrDefaultAsync(cancellationToken);
}
