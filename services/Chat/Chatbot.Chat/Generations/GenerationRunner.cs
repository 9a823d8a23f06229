using Chatbot.Chat.Conversations;
using Chatbot.Chat.Titles;

namespace Chatbot.Chat.Generations;

/// <summary>Writes answers, each in a task of its own that no request can end.</summary>
internal sealed partial class GenerationRunner(
    LiveGenerations live,
    LogWriter writer,
    Answering answering,
    GenerationEnd end,
    ChatTitles titles,
    StopSignals stop,
    ILogger<GenerationRunner> logger)
{
    // How long the store is waited for after the message is safe in the database.
    private static readonly TimeSpan StorePatience = TimeSpan.FromSeconds(2);

    /// <summary>The log has its first part when this returns: the reader need not wait for the model.</summary>
    public LiveGeneration Start(GenerationOrder order)
    {
        var generation = Add(order, new GenerationLog(order.Id, order.Epoch), inStep: false);
        generation.Answer.Begin(order.Answer, order.NewTitle);
        _ = Task.Run(() => RunAsync(generation));
        return generation;
    }

    /// <summary>The same generation under its next epoch: the log goes on behind what an earlier owner has left in it.</summary>
    public void StartAgain(GenerationOrder order, IReadOnlyList<ReadOnlyMemory<byte>> log, bool inStep)
    {
        var generation = Add(order, new GenerationLog(order.Id, order.Epoch, log), inStep);
        _ = Task.Run(() => RunAsync(generation));
    }

    private LiveGeneration Add(GenerationOrder order, GenerationLog log, bool inStep)
    {
        var generation = new LiveGeneration(order, log, new Answer(log, writer, order.Before, inStep));
        live.Add(generation);
        return generation;
    }

    private async Task RunAsync(LiveGeneration generation)
    {
        try
        {
            var (order, answer) = (generation.Order, generation.Answer);
            _ = stop.HeedAsync(order.Id);
            var ending = await answering.WriteAsync(generation);
            if (generation.CancelledAs == Ending.Interrupted && !answer.IsVisible)
            {
                // This replica is leaving, and nothing of it was seen: it stays as it is, and another one begins it again.
                generation.Log.Lose();
                return;
            }

            answer.Close(ending);
            var saved = await end.SaveAsync(order.Id, order.Answer, order.Epoch, ending, answer.Parts, generation.Log.Last + 1, order.UsageBefore);
            if (saved is null)
            {
                // Of another owner now, whose end its readers wait for.
                generation.Log.Lose();
                return;
            }

            if (saved != ending) answer.Refuse(saved);
            answer.Finish(saved);
            if (saved.State == MessageStates.Complete) _ = titles.ImproveAsync(order);
            await SettleAsync(generation.Log);
        }
        catch (Exception exception)
        {
            LogLost(exception, generation.Order.Id);
            generation.Log.Lose();
        }
        finally
        {
            live.Remove(generation.Order.Id);
            generation.Done.SetResult();
            generation.Dispose();
        }
    }

    private static async Task SettleAsync(GenerationLog log)
    {
        try
        {
            using var patience = new CancellationTokenSource(StorePatience);
            await log.SettledAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            log.Abandon();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Generation {Id} could not be ended; another owner will mark it as interrupted.")]
    private partial void LogLost(Exception exception, GenerationId id);
}
