using System.Runtime.CompilerServices;
using System.Text;
using Chatbot.LmStudioSimulator.Faults;
using Chatbot.LmStudioSimulator.Hosts;

namespace Chatbot.LmStudioSimulator.Script;

/// <summary>An answer as it comes out of a loaded model: after reading the prompt, token by token at its pace.</summary>
internal sealed class Generation(SimulatedHost host, AnswerScript script, TimeProvider time)
{
    private static readonly TimeSpan PromptProgressEvery = TimeSpan.FromMilliseconds(250);

    /// <summary>Waits for a slot of the instance, and holds it until the enumeration ends. Ends by exception when the instance is unloaded.</summary>
    /// <param name="promptProgressed">Called with 0 to 1 while the prompt is read.</param>
    public async IAsyncEnumerable<Token> RunAsync(
        SimulatedInstance instance, GenerationRequest request, Answer answer, Func<double, ValueTask>? promptProgressed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, instance.Unloaded);
        using var work = await instance.EnterAsync(SimulatedInstance.ProcessingPrompt, cancellationToken);
        await ReadPromptAsync(promptProgressed ?? (_ => ValueTask.CompletedTask), either.Token);
        work.Status = SimulatedInstance.Generating;

        host.Log.Write(new { type = "llm.prediction.input", input = request.Conversation.Prompt, modelPath = instance.Model.Path, modelIdentifier = instance.Identifier });
        var (faults, said) = (TakeFaults(), new StringBuilder());
        await foreach (var token in WriteAsync(script.Answer(request.Conversation, request.Reasons && instance.Model.Reasoning), request, answer, either.Token))
        {
            if (answer.Tokens == 1) answer.FirstTokenAfter = time.GetElapsedTime(start);
            answer.Took = time.GetElapsedTime(start);
            if (answer.Tokens > faults.Cut?.AfterTokens)
            {
                work.End = WorkEnd.Truncated;
                throw new StreamCut(faults.Cut.Clean);
            }

            if (answer.Tokens > faults.Unload?.AfterTokens) host.Unload(instance.Identifier);
            either.Token.ThrowIfCancellationRequested();
            if (token.Text.Length == 0) continue;
            said.Append(token.Text);
            yield return token;
        }

        work.End = WorkEnd.Completed;
        host.Log.Write(new { type = "llm.prediction.output", output = said.ToString(), modelIdentifier = instance.Identifier });
    }

    private (TruncationFault? Cut, AnswerFault? Unload) TakeFaults() =>
        (host.Faults.Take(faults => faults.TruncateStream), host.Faults.Take(faults => faults.UnloadUnderAnswer));

    private async Task ReadPromptAsync(Func<double, ValueTask> progressed, CancellationToken cancellationToken)
    {
        var slow = TimeSpan.FromSeconds(host.Faults.Take(faults => faults.SlowPrefill)?.Seconds ?? 0);
        var total = TimeSpan.FromMilliseconds(host.Options.PromptMilliseconds) + slow;
        var start = time.GetTimestamp();
        await progressed(0);
        for (var passed = TimeSpan.Zero; passed < total; passed = time.GetElapsedTime(start))
        {
            if (passed > TimeSpan.Zero) await progressed(passed / total);
            var rest = total - passed;
            await Task.Delay(rest < PromptProgressEvery ? rest : PromptProgressEvery, time, cancellationToken);
        }

        await progressed(1);
    }

    private async IAsyncEnumerable<Token> WriteAsync(
        IReadOnlyList<ScriptPart> parts, GenerationRequest request, Answer answer, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var stops = new StopStrings(request.Stop);
        var calls = 0;
        foreach (var part in parts)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(part.DelayMilliseconds), time, cancellationToken);
            var (start, said) = (time.GetTimestamp(), 0);
            var call = part.Call is { } tool ? new ToolCall(calls++, $"call_{Guid.CreateVersion7():n}", tool) : null;
            if (call is not null) answer.StopReason = Answer.ToolCalls;
            foreach (var piece in Tokenizer.Split(call is null ? part.Text! : part.Input?.GetRawText() ?? "{}"))
            {
                if (answer.Tokens == request.Limit)
                {
                    answer.StopReason = Answer.Limit;
                    break;
                }

                answer.Count(part.Reasoning);
                yield return new Token(part.Reasoning || call is not null ? piece : stops.Pass(piece), part.Reasoning, call);
                if (stops.Found) break;
                await PaceAsync(part, ++said, start, cancellationToken);
            }

            if (answer.StopReason == Answer.Limit || stops.Found) break;
        }

        if (stops.Found) answer.StopReason = Answer.StopString;
        else yield return new Token(stops.Rest(), false);
    }

    // Against the start, not from token to token: a late timer does not slow the whole answer down.
    private async Task PaceAsync(ScriptPart part, int said, long start, CancellationToken cancellationToken)
    {
        var pace = part.TokensPerSecond ?? host.Options.TokensPerSecond;
        var ahead = pace > 0 ? TimeSpan.FromSeconds(said / pace) - time.GetElapsedTime(start) : TimeSpan.Zero;
        if (ahead > TimeSpan.Zero) await Task.Delay(ahead, time, cancellationToken);
    }
}
