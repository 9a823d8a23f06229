using Chatbot.Chat.Conversations;
using Chatbot.Chat.Data;
using Chatbot.Chat.Streaming;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.Chat.Generations;

/// <summary>The final write of a generation: it counts only under the epoch that owns the generation.</summary>
internal sealed partial class GenerationEnd(IServiceScopeFactory scopes, TimeProvider time, ILogger<GenerationEnd> logger)
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>False when another owner has taken over, or the chat is deleted. A database that is away is waited for.</summary>
    /// <param name="usageBefore">What the answer had cost before this generation went on with it.</param>
    public async Task<bool> SaveAsync(
        GenerationId id, MessageId answer, int epoch, Ending ending, IReadOnlyList<MessagePart> parts, int lastPart, AnswerUsage? usageBefore = null)
    {
        var started = time.GetTimestamp();
        var usage = ending.Usage?.After(usageBefore) ?? usageBefore;
        while (true)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<ChatDbContext>();
                return await db.Database.CreateExecutionStrategy().ExecuteAsync(() => SaveOnceAsync(db, id, answer, epoch, ending, parts, lastPart, usage));
            }
            catch (Exception exception) when (IsOutage(exception) && time.GetElapsedTime(started) < Patience)
            {
                LogWaiting(id, exception.GetBaseException().Message);
                await Task.Delay(Retry, time);
            }
        }
    }

    private async Task<bool> SaveOnceAsync(
        ChatDbContext db, GenerationId id, MessageId answer, int epoch, Ending ending, IReadOnlyList<MessagePart> parts, int lastPart, AnswerUsage? usage)
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

        await db.Messages.Where(message => message.Id == answer).ExecuteUpdateAsync(update => update
            .SetProperty(message => message.State, ending.State)
            .SetProperty(message => message.Parts, parts)
            .SetProperty(message => message.Error, ending.Error)
            .SetProperty(message => message.Usage, usage));
        await transaction.CommitAsync();
        return true;
    }

    private static bool IsOutage(Exception exception) =>
        exception is System.Data.Common.DbException or TimeoutException or Microsoft.EntityFrameworkCore.Storage.RetryLimitExceededException
        || exception.InnerException is System.Data.Common.DbException;

    [LoggerMessage(Level = LogLevel.Warning, Message = "The end of generation {Id} can't be stored yet: {Reason}")]
    private partial void LogWaiting(GenerationId id, string reason);
}
