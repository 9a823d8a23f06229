using Chatbot.Chat.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Chatbot.Chat.Archives;

/// <summary>Writes down how imports go. Only a running one is written to: who was taken for lost has lost it.</summary>
internal sealed class ImportRows(IServiceScopeFactory scopes, IOptions<ArchivesOptions> options, TimeProvider time)
{
    public const string Broken = "The service was restarted while the archive was brought in. Please send it again: what is there already is skipped.";

    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>False where the import does not run any more.</summary>
    public Task<bool> ProgressAsync(ImportId id, ImportCounts counts, CancellationToken cancellationToken) =>
        UpdateAsync(id, counts, ImportStates.Running, null, cancellationToken);

    /// <summary>A database that is away is waited for: a row that runs for ever would stand in the way of the person's next import.</summary>
    public async Task EndAsync(ImportId id, ImportCounts counts, string? error)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                await UpdateAsync(id, counts, error is null ? ImportStates.Succeeded : ImportStates.Failed, error, CancellationToken.None);
                return;
            }
            catch (Exception exception) when (exception.GetBaseException() is System.Data.Common.DbException or TimeoutException && time.GetElapsedTime(started) < Patience)
            {
                await Task.Delay(Retry, time);
            }
        }
    }

    /// <summary>Fails the imports of replicas that are gone.</summary>
    public async Task<int> FailLostAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var lostAfter = TimeSpan.FromSeconds(options.Value.LostAfterSeconds);
        return await scope.ServiceProvider.GetRequiredService<ChatDbContext>().Database.ExecuteSqlAsync(
            $"""
            UPDATE chat.imports i SET state = {ImportStates.Failed}, error = {Broken}, ended_at = now()
            WHERE i.state = {ImportStates.Running} AND i.created_at < now() - {lostAfter}
                AND NOT EXISTS (SELECT 1 FROM chat.replicas r WHERE r.id = i.replica AND r.seen_at > now() - {lostAfter})
            """,
            cancellationToken);
    }

    /// <summary>Deletes what nobody asks for any more; what was brought in stays.</summary>
    public async Task<int> ForgetOldAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var keptFor = TimeSpan.FromDays(options.Value.KeptDays);
        return await scope.ServiceProvider.GetRequiredService<ChatDbContext>().Database.ExecuteSqlAsync(
            $"DELETE FROM chat.imports WHERE state <> {ImportStates.Running} AND ended_at < now() - {keptFor}", cancellationToken);
    }

    private async Task<bool> UpdateAsync(ImportId id, ImportCounts counts, string state, string? error, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ChatDbContext>().Database.ExecuteSqlAsync(
            $"""
            UPDATE chat.imports SET chats = {counts.Chats}, messages = {counts.Messages}, skipped = {counts.Skipped}, state = {state}, error = {error},
                ended_at = CASE WHEN {state} = {ImportStates.Running} THEN NULL ELSE now() END
            WHERE id = {id.Value} AND state = {ImportStates.Running}
            """,
            cancellationToken) == 1;
    }
}
