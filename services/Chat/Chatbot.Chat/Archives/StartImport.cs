using System.Collections.Concurrent;
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

    // Whose archive this replica is receiving: the row that tells of a running import is there only after that.
    private static readonly ConcurrentDictionary<PersonId, bool> Receiving = new();

    public static async Task<IResult> HandleAsync(
        HttpRequest request, CurrentUser user, ChatDbContext db, ImportQueue queue, ReplicaId replica, IOptions<ArchivesOptions> options, TimeProvider time, CancellationToken cancellationToken)
    {
        var person = new PersonId(user.Id);
        if (!Receiving.TryAdd(person, true)) return Running;
        try
        {
            return await ReceiveAsync(request, person, db, queue, replica, options, time, cancellationToken);
        }
        finally
        {
            Receiving.TryRemove(person, out _);
        }
    }

    private static async Task<IResult> ReceiveAsync(
        HttpRequest request, PersonId person, ChatDbContext db, ImportQueue queue, ReplicaId replica, IOptions<ArchivesOptions> options, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await db.Imports.AnyAsync(import => import.OwnerId == person && import.State == ImportStates.Running, cancellationToken)) return Running;

        var (archive, error) = await UploadedArchive.ReceiveAsync(request, options.Value.LargestBytes, cancellationToken);
        if (archive is null) return error!;

        var started = new Import { Id = new(Guid.CreateVersion7()), OwnerId = person, State = ImportStates.Running, Replica = replica.Value, CreatedAt = time.GetUtcNow() };
        var isTaken = false;
        try
        {
            var refusal = await BeginAsync(started, archive, db, queue, cancellationToken);
            isTaken = refusal is null;
            return refusal ?? Results.Accepted($"/api/import/{started.Id}", new ImportStarted(started.Id.Value));
        }
        finally
        {
            if (!isTaken) await archive.DisposeAsync();
        }
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
