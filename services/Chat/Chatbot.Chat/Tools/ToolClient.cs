using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Chatbot.Chat.Tools;

/// <summary>
/// Runs what the model calls and asks it again with what came of it, until it calls nothing more. A call that a person must
/// allow ends the answer; it goes on in another one. Tools of the options that cannot be run here are the caller's.
/// </summary>
internal sealed class ToolClient(IChatClient inner, ToolRunner runner) : DelegatingChatClient(inner)
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var tools = options?.Tools?.OfType<AIFunction>().ToList() ?? [];
        List<ChatMessage> conversation = [.. messages];
        for (var number = 1; ; number++)
        {
            var isLast = number >= runner.MaxSteps;
            var step = new ToolStep();
            await foreach (var update in base.GetStreamingResponseAsync(conversation, isLast ? Without(tools, options) : options, cancellationToken))
            {
                step.Hear(update);
                yield return update;
            }

            if (tools.Count == 0 || step.Calls.Count == 0) yield break;
            foreach (var call in step.Calls)
            {
                if (!isLast && call.Exception is null && runner.NeedsApproval(call.Name))
                {
                    step.Wait();
                    yield return Say(new ApprovalNeededContent(call.CallId, Guid.CreateVersion7().ToString()));
                    continue;
                }

                var outcome = await RunAsync(tools, call, isLast, cancellationToken);
                step.Return(call, outcome);
                yield return Say(new ToolReturnedContent(call.CallId, outcome));
            }

            if (step.Waits)
            {
                // Some servers say stop.
                yield return new ChatResponseUpdate { Role = ChatRole.Assistant, FinishReason = ChatFinishReason.ToolCalls };
                yield break;
            }

            if (isLast) yield break;
            yield return Say(new StepEndedContent());
            conversation.AddRange(step.Messages);
        }
    }

    private async Task<ToolOutcome> RunAsync(List<AIFunction> tools, FunctionCallContent call, bool isLast, CancellationToken cancellationToken)
    {
        if (isLast) return ToolOutcome.Failed("No more tools can be called in this answer.");
        if (call.Exception is { } exception) return ToolOutcome.Failed(exception.Message);
        return await runner.RunAsync(tools, call.Name, ToolJson.Input(call), cancellationToken);
    }

    private static ChatOptions? Without(List<AIFunction> tools, ChatOptions? options)
    {
        if (tools.Count == 0) return options;
        var without = options!.Clone();
        without.Tools = null;
        return without;
    }

    private static ChatResponseUpdate Say(AIContent content) => new(ChatRole.Assistant, [content]);
}
