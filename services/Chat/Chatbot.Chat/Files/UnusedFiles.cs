using Chatbot.Chat.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Chatbot.Chat.Files;

/// <summary>Deletes files that no message shows, those of chats that are gone among them, and blobs whose upload came to nothing.</summary>
internal sealed class UnusedFiles(IServiceScopeFactory scopes, FileBlobs blobs, IOptions<FilesOptions> options, TimeProvider time)
{
    private const int Batch = 50;
    private const int Page = 500;

    private DateTimeOffset Before => time.GetUtcNow() - TimeSpan.FromHours(options.Value.UnusedHours);

    /// <summary>Whether there may be more.</summary>
    public async Task<bool> DeleteSomeAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ChatDbContext>();
        return await db.Database.CreateExecutionStrategy().ExecuteAsync(() => DeleteSomeAsync(db, cancellationToken));
    }

    /// <summary>Goes through all blobs, a page at a time.</summary>
    public async Task DeleteBlobsWithoutRowAsync(CancellationToken cancellationToken)
    {
        string? next = null;
        do
        {
            (var page, next) = await blobs.ListAsync(Page, next, cancellationToken);
            // What has no name of ours is none of ours.
            var old = page.Where(blob => blob.Since <= Before).Select(blob => NameOf(blob.Name)).Where(FileNames.IsOne).Distinct().ToList();
            await using var scope = scopes.CreateAsyncScope();
            var known = await scope.ServiceProvider.GetRequiredService<ChatDbContext>().Files.Where(file => old.Contains(file.Name)).Select(file => file.Name).ToListAsync(cancellationToken);
            foreach (var name in old.Except(known)) await blobs.DeleteAsync(name, cancellationToken);
        }
        while (next is not null);
    }

    private async Task<bool> DeleteSomeAsync(ChatDbContext db, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // Rows that another replica deletes, or that a message is just beginning to show, are locked and passed over.
        var found = await db.Database.SqlQuery<string>(
            $"""
            SELECT f.name AS "Value" FROM chat.files f
            WHERE f.created_at <= {Before} AND NOT EXISTS (SELECT FROM chat.message_files m WHERE m.file_name = f.name)
            ORDER BY f.created_at LIMIT {Batch} FOR UPDATE SKIP LOCKED
            """).ToListAsync(cancellationToken);
        if (found.Count == 0) return false;

        // A message may have begun to show one between the look and the lock; from here on none can.
        var shown = await db.MessageFiles.Where(file => found.Contains(file.FileName)).Select(file => file.FileName).Distinct().ToListAsync(cancellationToken);
        var unused = found.Except(shown).ToList();
        foreach (var name in unused) await blobs.DeleteAsync(name, cancellationToken);
        await db.Files.Where(file => unused.Contains(file.Name)).ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(CancellationToken.None);
        return found.Count == Batch;
    }

    private static string NameOf(string blob) => blob.EndsWith(".text", StringComparison.Ordinal) ? blob[..^".text".Length] : blob;
}
