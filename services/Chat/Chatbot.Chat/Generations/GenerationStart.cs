using Chatbot.Chat.Conversations;
using Chatbot.Chat.Data;
using Chatbot.Chat.Limits;
using Chatbot.Chat.Models;
using Chatbot.ServiceDefaults.Authentication;
using Chatbot.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Chatbot.Chat.Generations;

/// <summary>
/// Stores what a person said together with the generation that answers it, one message of the day reserved, all in one
/// transaction; then hands it to the runner.
/// </summary>
internal sealed class GenerationStart(
    ChatDbContext db,
    DailyLimit limit,
    CurrentUser user,
    ReplicaId replica,
    GenerationRunner runner,
    Drain drain,
    TimeProvider time)
{
    private static readonly ApiError Generating = ApiError.Conflict(Surfaces.Chat, "This chat is generating an answer.");
    private static readonly ApiError MessageUsed = ApiError.Conflict(Surfaces.Chat, "This message id was used already.");

    public PersonId Person { get; } = new(user.Id);

    /// <param name="model">Chosen and allowed.</param>
    /// <param name="say">Adds to the context what is said, and answers with the chat and the message to be answered.</param>
    public async Task<(LiveGeneration? Started, ApiError? Error)> BeginAsync(ModelTarget model, Func<CancellationToken, Task<Said>> say, CancellationToken cancellationToken)
    {
        if (drain.Begun) return (null, ApiError.Offline(Surfaces.Chat, "The service is being restarted. Please try again in a moment."));

        var id = new GenerationId(Guid.CreateVersion7());
        try
        {
            var strategy = db.Database.CreateExecutionStrategy();
            var (order, error) = await strategy.ExecuteAsync(async () =>
            {
                db.ChangeTracker.Clear();
                await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
                var said = await say(cancellationToken);
                if (said.Error is not null) return ((GenerationOrder?)null, (ApiError?)said.Error);
                if (!said.IsPaid && await limit.ReserveAsync(Person, user.MessagesPerDay, cancellationToken) is { } wait)
                    return (null, ApiError.RateLimit(Surfaces.Chat, wait));
                if (await ConflictAsync(said, cancellationToken) is { } conflict) return (null, conflict);

                var stored = Store(id, model, said);
                // From here on a reader who leaves changes nothing: what is stored is also answered.
                await db.SaveChangesAsync(CancellationToken.None);
                await transaction.CommitAsync(CancellationToken.None);
                return (stored, null);
            });
            return order is null ? (null, error) : (runner.Start(order), null);
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } violation)
        {
            return (null, violation.TableName == "generations" ? Generating : MessageUsed);
        }
    }

    // The unique indexes decide when requests race; asked first, so that the usual case is no error in the log.
    private async Task<ApiError?> ConflictAsync(Said said, CancellationToken cancellationToken)
    {
        var added = db.ChangeTracker.Entries<Message>().Where(entry => entry.State == EntityState.Added).Select(entry => entry.Entity.Id.Value).ToArray();
        var found = await db.Database.SqlQuery<int>(
            $"""
            SELECT CASE WHEN EXISTS (SELECT 1 FROM chat.messages WHERE id = ANY ({added})) THEN 2
                WHEN EXISTS (SELECT 1 FROM chat.generations WHERE chat_id = {said.Chat!.Id.Value} AND state = {MessageStates.Streaming}) THEN 1 ELSE 0 END AS "Value"
            """).ToListAsync(cancellationToken);
        return found[0] switch
        {
            2 => MessageUsed,
            1 => Generating,
            _ => null,
        };
    }

    private AnswerSoFar Begin(Said said, ModelTarget model, DateTimeOffset now)
    {
        var answer = said.Chat!.Answer(said.Question, model.Id, now);
        db.Messages.Add(answer);
        return new AnswerSoFar(answer.Id, [], null);
    }

    private GenerationOrder Store(GenerationId id, ModelTarget model, Said said)
    {
        var now = time.GetUtcNow();
        var answer = said.Onto ?? Begin(said, model, now);
        db.Generations.Add(new Generation
        {
            Id = id,
            ConversationId = said.Chat!.Id,
            MessageId = answer.Id,
            State = MessageStates.Streaming,
            Owner = replica.Value,
            Epoch = 1,
            CreatedAt = now,
        });
        return new GenerationOrder(id, 1, said.Chat.Id, said.Question, answer.Id, Person, model, said.IsNew ? said.Chat.Title : null)
        {
            Before = answer.Parts,
            Opening = said.Opening,
            UsageBefore = answer.Usage,
        };
    }
}
