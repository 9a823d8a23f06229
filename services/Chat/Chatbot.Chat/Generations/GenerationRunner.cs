using Chatbot.Chat.Conversations;
using Chatbot.Chat.Models;
using Chatbot.Chat.Streaming;
using Microsoft.Extensions.AI;

namespace Chatbot.Chat.Generations;

/// <summary>Writes answers, each in a task of its own that no request can end.</summary>
internal sealed partial class GenerationRunner(
    LiveGenerations live,
    LogWriter writer,
    ModelClients models,
    Prompt prompt,
    GenerationEnd end,
    ILogger<GenerationRunner> logger)
{
    // How long the store is waited for after the message is safe in the database.
    private static readonly TimeSpan StorePatience = TimeSpan.FromSeconds(2);

    /// <summary>The log has its first part when this returns: the reader need not wait for the model.</summary>
    public LiveGeneration Start(GenerationOrder order)
    {
        var log = new GenerationLog(order.Id, order.Epoch);
        var generation = new LiveGeneration(order, log, new Answer(log, writer));
        live.Add(generation);
        generation.Answer.Begin(order.Answer, order.NewTitle);
        _ = Task.Run(() => RunAsync(generation));
        return generation;
    }

    private async Task RunAsync(LiveGeneration generation)
    {
        try
        {
            var ending = await AnswerAsync(generation);
            generation.Answer.Close(ending);
            await end.SaveAsync(generation.Order.Id, generation.Order.Answer, generation.Order.Epoch, ending, generation.Answer.Parts, generation.Log.Last + 1);
            generation.Answer.Finish(ending);
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

    private async Task<Ending> AnswerAsync(LiveGeneration generation)
    {
        try
        {
            var messages = await prompt.ForAsync(generation.Order, generation.Cancelled);
            return await StreamAsync(generation, messages);
        }
        catch (OperationCanceledException) when (generation.CancelledAs is not null)
        {
            return generation.CancelledAs;
        }
        catch (ModelCallException exception)
        {
            LogFailed(generation.Order.Id, generation.Order.Model.Id, exception.InnerException?.Message ?? exception.Message);
            return Ending.Failed(exception.Message);
        }
        catch (Exception exception)
        {
            LogBroken(exception, generation.Order.Id);
            return Ending.Failed("Something went wrong while the answer was written. Please try again.");
        }
    }

    private async Task<Ending> StreamAsync(LiveGeneration generation, IReadOnlyList<ChatMessage> messages)
    {
        using var client = models.For(generation.Order.Model);
        var options = new ChatOptions
        {
            AdditionalProperties = new()
            {
                [CallProperties.Person] = generation.Order.Person.ToString(),
                [CallProperties.Conversation] = generation.Order.Conversation,
            },
        };
        var finish = ChatFinishReason.Stop;
        AnswerUsage? usage = null;
        await foreach (var update in client.GetStreamingResponseAsync(messages, options, generation.Cancelled))
        {
            // Another replica took over while this one could not be heard: what it writes counts for nothing.
            if (generation.Log.Lost) return Ending.Interrupted;
            finish = update.FinishReason ?? finish;
            foreach (var content in update.Contents)
            {
                switch (content)
                {
                    case ModelStatusContent status: generation.Answer.Status(status.Status); break;
                    case TextReasoningContent reasoning: generation.Answer.Delta(AnswerBlocks.Reasoning, reasoning.Text); break;
                    case TextContent text: generation.Answer.Delta(AnswerBlocks.Text, text.Text); break;
                    case MeasuredUsageContent measured: usage = measured.Usage; break;
                }
            }
        }

        return new Ending(MessageStates.Complete, finish.Value.Replace('_', '-'), Usage: usage);
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "Generation {Id} by {Model} failed: {Reason}")]
    private partial void LogFailed(GenerationId id, string model, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Generation {Id} broke.")]
    private partial void LogBroken(Exception exception, GenerationId id);

    [LoggerMessage(Level = LogLevel.Error, Message = "Generation {Id} could not be ended; another owner will mark it as interrupted.")]
    private partial void LogLost(Exception exception, GenerationId id);
}
