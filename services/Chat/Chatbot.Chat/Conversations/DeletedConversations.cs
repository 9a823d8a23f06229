using Chatbot.Chat.Data;
using Chatbot.ServiceDefaults.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Chatbot.Chat.Conversations;

/// <summary>Removes for good what was deleted and can't be restored any more. Every replica does; a chat that one is at, the others pass over.</summary>
internal sealed partial class DeletedConversations(
    MigrationState<ChatDbContext> migrations,
    IServiceScopeFactory scopes,
    IOptions<ConversationsOptions> options,
    TimeProvider time,
    ILogger<DeletedConversations> logger) : BackgroundService
{
    // Each with all of its messages: no statement holds its locks for long.
    private const int Batch = 50;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await migrations.Done.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.SweepSeconds), time);
        do
        {
            try
            {
                while (await RemoveAsync(stoppingToken) == Batch)
                {
                }
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogLater(exception.GetBaseException().Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<int> RemoveAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - options.Value.TimeToRestore;
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ChatDbContext>().Database.ExecuteSqlAsync(
            $"""
            DELETE FROM chat.chats WHERE id IN
                (SELECT id FROM chat.chats WHERE deleted_at <= {before} ORDER BY deleted_at LIMIT {Batch} FOR UPDATE SKIP LOCKED)
            """,
            cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Deleted chats can't be removed yet: {Reason}")]
    private partial void LogLater(string reason);
}
