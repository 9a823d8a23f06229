using System.Text.Json;
using Chatbot.Chat.Conversations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Chatbot.Chat.Archives;

/// <summary>Brings one archive in, chat by chat. What was brought in stays, however it ends.</summary>
internal sealed partial class ImportRun(IServiceScopeFactory scopes, ImportRows rows, IOptions<ArchivesOptions> options, TimeProvider time, ILogger<ImportRun> logger)
{
    private static readonly TimeSpan Reporting = TimeSpan.FromSeconds(1);

    public async Task RunAsync(ImportOrder order, CancellationToken stopping)
    {
        var counts = default(ImportCounts);
        string? error = null;
        try
        {
            var reported = time.GetTimestamp();
            await foreach (var item in new ArchiveReader(order.Archive, options.Value.LargestChatBytes).ReadAsync(stopping))
            {
                counts = await TakeAsync(item, order.Person, stopping) is { } messages ? counts.Brought(messages) : counts.Passed();
                if (time.GetElapsedTime(reported) < Reporting) continue;
                if (!await rows.ProgressAsync(order.Id, counts, stopping)) return;
                reported = time.GetTimestamp();
            }
        }
        catch (ArchiveException exception)
        {
            error = exception.Message;
        }
        catch (JsonException exception)
        {
            error = $"The file is not whole, or no JSON (line {exception.LineNumber + 1}). What came before was brought in.";
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            error = ImportRows.Broken;
        }
        catch (Exception exception)
        {
            LogFailed(order.Id, exception);
            error = "Something went wrong on our side. Please send the archive again: what is there already is skipped.";
        }

        await rows.EndAsync(order.Id, counts, error);
    }

    /// <summary>The number of messages; null where the chat is there already, has nothing to show, or can't be read.</summary>
    private async Task<int?> TakeAsync(ArchivedItem item, PersonId person, CancellationToken cancellationToken)
    {
        if (Read(item) is not { } chat || chat.Messages.Count > options.Value.MostMessages) return null;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<ChatIntake>().StoreAsync(chat, person, cancellationToken) ? chat.Messages.Count : null;
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { SqlState: ['2', '2' or '3', ..] } refused)
        {
            LogRefused(refused.SqlState, refused.MessageText);
            return null;
        }
    }

    private ImportedChat? Read(ArchivedItem item)
    {
        try
        {
            if (item.Json.IsEmpty) return null;
            return item.Kind == ArchiveKind.Own ? OwnArchive.Read(item.Json.Span, time.GetUtcNow()) : ChatGptArchive.Read(item.Json.Span, time.GetUtcNow());
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Import {Id} failed.")]
    private partial void LogFailed(ImportId id, Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "A chat of an archive was skipped, the database takes something in it not: {State} {Reason}")]
    private partial void LogRefused(string state, string reason);
}
