using Chatbot.Chat.Contracts;
using Chatbot.Chat.Conversations;
using Chatbot.Chat.Data;
using Chatbot.ServiceDefaults.Authentication;
using Chatbot.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Chatbot.Chat.Archives;

/// <summary>
/// <c>POST /api/import</c>: takes an archive, as multipart <c>file</c> or as it is, and brings it in after the answer. An
/// archive may be sent again: what is there already is skipped.
/// </summary>
internal static class StartImport
{
    private static readonly ApiError Running = ApiError.Conflict(Surfaces.Chat) with { Message = "Another import of yours is running. Please wait until it is done." };

    public static async Task<IResult> HandleAsync(
        HttpRequest request, CurrentUser user, ChatDbContext db, ImportQueue queue, ReplicaId replica, IOptions<ArchivesOptions> options, TimeProvider time, CancellationToken cancellationToken)
    {
        var person = new PersonId(user.Id);
        if (await db.Imports.AnyAsync(import => import.OwnerId == person && import.State == ImportStates.Running, cancellationToken)) return Running;

        var (archive, error) = await UploadedArchive.ReceiveAsync(request, options.Value.LargestBytes, cancellationToken);
        if (archive is null) return error!;

        var started = new Import { Id = new(Guid.CreateVersion7()), OwnerId = person, State = ImportStates.Running, Replica = replica.Value, CreatedAt = time.GetUtcNow() };
        var refusal = await BeginAsync(started, archive, db, queue, cancellationToken);
        if (refusal is null) return Results.Accepted($"/api/import/{started.Id}", new ImportStarted(started.Id.Value));
        await archive.DisposeAsync();
        return refusal;
    }

    private static async Task<ApiError?> BeginAsync(Import import, Stream archive, ChatDbContext db, ImportQueue queue, CancellationToken cancellationToken)
    {
        try
        {
            db.Imports.Add(import);
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return Running;
        }

        if (queue.TryAdd(new ImportOrder(import.Id, import.OwnerId, archive))) return null;
        await db.Imports.Where(row => row.Id == import.Id).ExecuteDeleteAsync(CancellationToken.None);
        return ApiError.Offline(Surfaces.Chat, "Too many imports are waiting at the moment. Please try again in a few minutes.");
    }
}
