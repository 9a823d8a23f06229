using Chatbot.Chat.Conversations;
using Chatbot.Chat.Models;
using Chatbot.Chat.Tools;
using Microsoft.Extensions.AI;

namespace Chatbot.Chat.Generations;

/// <summary>Asks the model, and writes down what it says and calls. It always ends in an <see cref="Ending"/>, with what it has cost.</summary>
internal sealed partial class Answering(ModelClients models, Prompt prompt, ToolSet tools, ToolRunner runner, ILogger<Answering> logger)
{
    public async Task<Ending> WriteAsync(LiveGeneration generation)
    {
        UsageMeter? meter = null;
        var ending = await EndAsync(generation, async () =>
        {
            await RunDecidedAsync(generation);
            // Others of its calls still wait for a person.
            if (generation.Answer.Calls.Any(call => call.State == ToolStates.ApprovalRequested)) return new Ending(MessageStates.Complete, "tool-calls");

            var asked = await prompt.ForAsync(generation.Order, generation.Answer.Parts, generation.Cancelled);
            using var client = new ToolClient(models.For(generation.Order.Model), runner);
            meter = client.GetService<UsageMeter>();
            return await StreamAsync(generation, client, asked);
        });
        return ending with { Usage = meter?.Usage };
    }

    private async Task<Ending> EndAsync(LiveGeneration generation, Func<Task<Ending>> write)
    {
        try
        {
            return await write();
        }
        // Also where what was cancelled says so in its own way.
        catch (Exception) when (generation.CancelledAs is not null)
        {
            return generation.CancelledAs;
        }
        catch (ModelCallException exception)
        {
            LogFailed(generation.Order.Id, generation.Order.Model.Id, exception.InnerException?.Message ?? exception.Message);
            return exception.IsCut && generation.Answer.IsVisible ? Ending.Interrupted : Ending.Failed(exception.Message);
        }
        catch (Exception exception)
        {
            LogBroken(exception, generation.Order.Id);
            return Ending.Failed("Something went wrong while the answer was written. Please try again.");
        }
    }

    // What a person has decided on since the answer ended.
    private async Task RunDecidedAsync(LiveGeneration generation)
    {
        foreach (var call in generation.Answer.Calls.Where(call => call.State == ToolStates.ApprovalResponded))
        {
            if (call.Approval?.Approved == true) generation.Answer.ToolReturned(call.ToolCallId, await runner.RunAsync(tools.All, call.Tool, call.Input, generation.Cancelled));
            else generation.Answer.ToolDenied(call.ToolCallId);
        }
    }

    private async Task<Ending> StreamAsync(LiveGeneration generation, ToolClient client, PromptText asked)
    {
        var options = new ChatOptions
        {
            Tools = [.. tools.For(generation.Order.Model)],
            AdditionalProperties = new()
            {
                [CallProperties.Person] = generation.Order.Person.ToString(),
                [CallProperties.Conversation] = generation.Order.Conversation,
                [CallProperties.Counted] = asked.Counted,
            },
        };
        var finish = ChatFinishReason.Stop;
        await foreach (var update in client.GetStreamingResponseAsync(asked.Messages, options, generation.Cancelled))
        {
            // Another replica took over while this one could not be heard: what it writes counts for nothing.
            if (generation.Log.Lost) return Ending.Interrupted;
            finish = update.FinishReason ?? finish;
            foreach (var content in update.Contents) Write(generation.Answer, content);
        }

        return new Ending(MessageStates.Complete, FinishReasons.Of(finish.Value));
    }

    private static void Write(Answer answer, AIContent content)
    {
        switch (content)
        {
            case ModelStatusContent status: answer.Status(status.Status); break;
            case TextReasoningContent reasoning: answer.Delta(AnswerBlocks.Reasoning, reasoning.Text); break;
            case TextContent text: answer.Delta(AnswerBlocks.Text, text.Text); break;
            case ToolInputStartedContent started: answer.ToolInputStarted(started.CallId, started.Tool); break;
            case ToolInputContent input: answer.ToolInput(input.CallId, input.Delta); break;
            case FunctionCallContent call: answer.ToolCalled(call.CallId, call.Name, ToolJson.Input(call)); break;
            case ApprovalNeededContent approval: answer.ApprovalNeeded(approval.CallId, approval.ApprovalId); break;
            case ToolReturnedContent returned: answer.ToolReturned(returned.CallId, returned.Outcome); break;
            case StepEndedContent: answer.EndStep(); break;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Generation {Id} by {Model} failed: {Reason}")]
    private partial void LogFailed(GenerationId id, string model, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Generation {Id} broke.")]
    private partial void LogBroken(Exception exception, GenerationId id);
}
