using Chatbot.Auth.Contracts;
using Chatbot.Chat.Conversations;
using Chatbot.Chat.Data;
using Chatbot.Chat.Limits;
using Chatbot.ServiceDefaults.Authentication;
using Chatbot.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Chatbot.Chat.Files;

/// <summary>How much one person may store, and how often the guests of one address may send something.</summary>
internal sealed class FileAllowance(ChatDbContext db, CurrentUser user, UploadLimit uploads, IOptions<FilesOptions> options)
{
    private const string TooMany = "Too many files were uploaded by guests of your network today. Please sign in, or try again later";

    private PersonId Person { get; } = new(user.Id);

    private int Megabytes => user.Type == UserTypes.Guest ? options.Value.MegabytesPerGuest : options.Value.MegabytesPerPerson;

    /// <summary>Null where there is room for so many bytes more.</summary>
    public async Task<ApiError?> RefusalAsync(long size, CancellationToken cancellationToken) =>
        await ViolationAsync(size, cancellationToken) is { } violation ? UploadFile.Refused(violation) : TooSoon(await uploads.WaitAsync(cancellationToken));

    /// <summary>Stores the row, unless there is no room any more: one upload of a person at a time gets here.</summary>
    public Task<ApiError?> TakeAsync(StoredFile file, CancellationToken cancellationToken) =>
        db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            db.ChangeTracker.Clear();
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({$"files {Person}"}, 0))", cancellationToken);
            if (await ViolationAsync(file.Size, cancellationToken) is { } violation) return UploadFile.Refused(violation);
            if (TooSoon(await uploads.TakeAsync(cancellationToken)) is { } later) return later;
            db.Files.Add(file);
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(CancellationToken.None);
            return null;
        });

    private async Task<string?> ViolationAsync(long size, CancellationToken cancellationToken)
    {
        var taken = await db.Files.Where(file => file.OwnerId == Person)
            .GroupBy(_ => 1)
            .Select(files => new { Count = files.Count(), Bytes = files.Sum(file => file.Size) })
            .SingleOrDefaultAsync(cancellationToken);
        if (taken is null) return size > Megabytes * 1024L * 1024 ? Full : null;
        if (taken.Count >= options.Value.MostFilesPerPerson) return $"You have {options.Value.MostFilesPerPerson} files already. Please delete chats with files that you don't need, and try again tomorrow";
        return taken.Bytes + size > Megabytes * 1024L * 1024 ? Full : null;
    }

    private static ApiError? TooSoon(TimeSpan? wait) => wait is { } given ? ApiError.RateLimit(Surfaces.Files, given) with { Message = $"{TooMany}.", Error = TooMany } : null;

    private string Full => $"Your files would take more than {Megabytes}MB. Please delete chats with files that you don't need, and try again tomorrow";
}
