using Chatbot.Chat.Conversations;
using Chatbot.Chat.Data;
using Chatbot.Chat.Models;
using Chatbot.Chat.Streaming;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.Chat.Generations;

/// <summary>
/// What becomes of an answer whose owner is gone: begun again where nothing of it was visible yet, else ended with its text
/// and a marked seam.
/// </summary>
internal sealed partial class Succession(
    IServiceScopeFactory scopes, IGenerationLogStore store, GenerationRunner runner, GenerationEnd end, StopSignals stop, ILogger<Succession> logger)
{
    // An answer that every owner dies of is not begun for ever.
    private const int MostEpochs = 3;

    private const string Unreadable = "The rest of this answer was lost. Please ask for another one.";

    /// <param name="epoch">Claimed by this replica.</param>
    public async Task TakeAsync(Generation orphan, int epoch, CancellationToken cancellationToken)
    {
        var message = await MessageAsync(orphan, cancellationToken);
        if (message is null) return;
        var ending = await stop.WasSaidAsync(orphan.Id) ? Ending.Stopped : Ending.Interrupted;
        var order = epoch <= MostEpochs && ending != Ending.Stopped ? await OrderAsync(orphan, message, epoch, cancellationToken) : null;
        while (true)
        {
            var log = (await store.ReadAsync(orphan.Id, 0))?.Parts ?? [];
            var answer = LoggedAnswer.From(message.Parts, log);
            var again = order is not null && !answer.IsVisible;
            List<ReadOnlyMemory<byte>> next = again ? [FirstWord(message, log)] : Seam(answer, ending);

            // The first write of the new epoch shuts the old owner out; what it managed to write before is read again.
            var last = await store.AppendAsync(orphan.Id, epoch, new LogBatch(log.Count + 1, next, !again));
            if (last is null) return;
            if (last != log.Count + next.Count) continue;

            if (again)
            {
                LogAgain(orphan.Id, epoch);
                runner.StartAgain(order!, [.. log, .. next], answer.InStep);
            }
            else
            {
                await end.SaveAsync(
                    orphan.Id, message.Id, epoch, ending with { Usage = Usage(answer) }, answer.Parts.All, last.Value, message.Usage, cancellationToken);
                LogEnded(orphan.Id, ending.State, epoch);
            }

            return;
        }
    }

    /// <summary>Of an answer whose log nobody can read: it keeps what its message had before, and says so.</summary>
    /// <param name="epoch">Claimed by this replica.</param>
    public async Task GiveUpAsync(Generation orphan, int epoch, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        // Its parts may be what cannot be read.
        var usage = await scope.ServiceProvider.GetRequiredService<ChatDbContext>().Messages
            .Where(message => message.Id == orphan.MessageId).Select(message => message.Usage).SingleOrDefaultAsync(cancellationToken);
        var ending = Ending.Interrupted with { Error = Unreadable };
        await end.SaveAsync(orphan.Id, orphan.MessageId, epoch, ending, null, orphan.LastPart ?? 1, usage, cancellationToken);
        LogEnded(orphan.Id, ending.State, epoch);
    }

    // Its parts are those from before the generation, if it went on with it.
    private async Task<Message?> MessageAsync(Generation orphan, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ChatDbContext>();
        return await db.Messages.AsNoTracking().SingleOrDefaultAsync(message => message.Id == orphan.MessageId, cancellationToken);
    }

    // Nobody is left who has counted. What the model had read is not read again for the sake of a guess.
    private static AnswerUsage Usage(LoggedAnswer answer) => new(0, answer.OutputTokens, 0, 0, 0, Estimated: true);

    // Null where the chat is deleted, or the model is not there any more.
    private async Task<GenerationOrder?> OrderAsync(Generation orphan, Message message, int epoch, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ChatDbContext>();
        var chat = await db.Conversations.AsNoTracking().SingleOrDefaultAsync(chat => chat.Id == orphan.ConversationId, cancellationToken);
        if (chat is null || message is not { ParentId: { } question, Model: { } model }) return null;

        var target = await scope.ServiceProvider.GetRequiredService<ModelDirectory>().AgainAsync(model, chat.OwnerId, cancellationToken);
        return target is null
            ? null
            : new GenerationOrder(orphan.Id, epoch, chat.Id, question, message.Id, chat.OwnerId, target, null) { Before = message.Parts, UsageBefore = message.Usage };
    }

    private static ReadOnlyMemory<byte> FirstWord(Message message, IReadOnlyList<ReadOnlyMemory<byte>> log) =>
        log.Count == 0 ? StreamParts.Start(message.Id) : StreamParts.Status(new ModelStatus(ModelStatus.Queued));

    private static List<ReadOnlyMemory<byte>> Seam(LoggedAnswer answer, Ending ending) =>
        answer.HasEnded ? [] : [.. Closing.Of(answer.Parts, answer.InStep, ending), StreamParts.Finish(ending.FinishReason)];

    [LoggerMessage(Level = LogLevel.Warning, Message = "The owner of generation {Id} is gone: begun again under epoch {Epoch}.")]
    private partial void LogAgain(GenerationId id, int epoch);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The owner of generation {Id} is gone: ended as {State} under epoch {Epoch}.")]
    private partial void LogEnded(GenerationId id, string state, int epoch);
}
