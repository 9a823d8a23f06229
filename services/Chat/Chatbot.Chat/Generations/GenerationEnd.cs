using Chatbot.Chat.Conversations;
using Chatbot.Chat.Data;
using Chatbot.Chat.Streaming;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Chatbot.Chat.Generations;

/// <summary>The final write of a generation: it counts only under the epoch that owns the generation.</summary>
internal sealed partial class GenerationEnd(IServiceScopeFactory scopes, TimeProvider time, ILogger<GenerationEnd> logger)
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private const string Refused = "The answer could not be stored.";

    /// <summary>
    /// The ending as it is stored; null when another owner has taken over, or the chat is deleted. A database that is away is
    /// waited for. What it refuses for good fails, and the message keeps the parts that it had: else it would run for ever.
    /// </summary>
    /// <param name="usageBefore">What the answer had cost before this generation went on with it.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<Ending?> SaveAsync(
        GenerationId id,
        MessageId answer,
        int epoch,
        Ending ending,
        IReadOnlyList<MessagePart>? parts,
        int lastPart,
        AnswerUsage? usageBefore = null,
        CancellationToken cancellationToken = default)
    {
        var started = time.GetTimestamp();
        var usage = ending.Usage?.After(usageBefore) ?? usageBefore;
        while (true)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<ChatDbContext>();
                return await db.Database.CreateExecutionStrategy().ExecuteAsync(() => SaveOnceAsync(db, id, answer, epoch, ending, parts, lastPart, usage)) ? ending : null;
            }
            catch (Exception exception) when (IsOutage(exception) && time.GetElapsedTime(started) < Patience)
            {
                LogWaiting(id, exception.GetBaseException().Message);
                await Task.Delay(Retry, time, cancellationToken);
            }
            catch (Exception exception) when (parts is not null && !IsOutage(exception))
            {
                LogRefused(exception, id);
                // The sentence is one part more.
                (ending, parts, lastPart) = (Ending.Failed(Refused) with { Usage = ending.Usage }, null, lastPart + 1);
            }
        }
    }

    private async Task<bool> SaveOnceAsync(
        ChatDbContext db, GenerationId id, MessageId answer, int epoch, Ending ending, IReadOnlyList<MessagePart>? parts, int lastPart, AnswerUsage? usage)
    {
        var now = time.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var owned = await db.Generations
            .Where(generation => generation.Id == id && generation.Epoch == epoch && generation.State == MessageStates.Streaming)
            .ExecuteUpdateAsync(update => update
                .SetProperty(generation => generation.State, ending.State)
                .SetProperty(generation => generation.EndedAt, now)
                .SetProperty(generation => generation.LastPart, lastPart)
                .SetProperty(generation => generation.InputTokens, ending.Usage != null ? ending.Usage.InputTokens : null)
                .SetProperty(generation => generation.OutputTokens, ending.Usage != null ? ending.Usage.OutputTokens : null));
        if (owned == 0) return false;

        await db.Messages.Where(message => message.Id == answer).ExecuteUpdateAsync(update =>
        {
            update
                .SetProperty(message => message.State, ending.State)
                .SetProperty(message => message.Error, ending.Error)
                .SetProperty(message => message.FinishReason, FinishReasons.Kept(ending.FinishReason))
                .SetProperty(message => message.Usage, usage);
            if (parts is not null) update.SetProperty(message => message.Parts, parts);
        });
        await transaction.CommitAsync();
        return true;
    }

    /// <summary>The database is away. Data that it does not take (classes 22, 23 and 54) it does not take later either.</summary>
    public static bool IsOutage(Exception exception) =>
        exception.GetBaseException() is not PostgresException { SqlState: ['2', '2' or '3', ..] or ['5', '4', ..] }
        && (exception is System.Data.Common.DbException or TimeoutException or Microsoft.EntityFrameworkCore.Storage.RetryLimitExceededException
        || exception.InnerException is System.Data.Common.DbException);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The end of generation {Id} can't be stored yet: {Reason}")]
    private partial void LogWaiting(GenerationId id, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The answer of generation {Id} can't be stored: it fails.")]
    private partial void LogRefused(Exception exception, GenerationId id);
}
