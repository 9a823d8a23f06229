using Chatbot.Auth.Contracts;
using Chatbot.Chat.Conversations;
using Chatbot.Chat.Data;
using Chatbot.ServiceDefaults.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Chatbot.Chat.Files;

/// <summary>How much one person may store.</summary>
internal sealed class FileAllowance(ChatDbContext db, CurrentUser user, IOptions<FilesOptions> options)
{
    private PersonId Person { get; } = new(user.Id);

    private int Megabytes => user.Type == UserTypes.Guest ? options.Value.MegabytesPerGuest : options.Value.MegabytesPerPerson;

    /// <summary>A sentence where there is no room for so many bytes more.</summary>
    public async Task<string?> ViolationAsync(long size, CancellationToken cancellationToken)
    {
        var taken = await db.Files.Where(file => file.OwnerId == Person)
            .GroupBy(_ => 1)
            .Select(files => new { Count = files.Count(), Bytes = files.Sum(file => file.Size) })
            .SingleOrDefaultAsync(cancellationToken);
        if (taken is null) return size > Megabytes * 1024L * 1024 ? Full : null;
        if (taken.Count >= options.Value.MostFilesPerPerson) return $"You have {options.Value.MostFilesPerPerson} files already. Please delete chats with files that you don't need, and try again tomorrow";
        return taken.Bytes + size > Megabytes * 1024L * 1024 ? Full : null;
    }

    /// <summary>Stores the row, unless there is no room any more: one upload of a person at a time gets here.</summary>
    public Task<string?> TakeAsync(StoredFile file, CancellationToken cancellationToken) =>
        db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            db.ChangeTracker.Clear();
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({$"files {Person}"}, 0))", cancellationToken);
            if (await ViolationAsync(file.Size, cancellationToken) is { } violation) return violation;
            db.Files.Add(file);
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(CancellationToken.None);
            return null;
        });

    private string Full => $"Your files would take more than {Megabytes}MB. Please delete chats with files that you don't need, and try again tomorrow";
}
