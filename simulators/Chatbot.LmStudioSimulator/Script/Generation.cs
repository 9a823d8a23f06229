using System.Runtime.CompilerServices;
using Chatbot.LmStudioSimulator.Hosts;
using Microsoft.Extensions.Options;

namespace Chatbot.LmStudioSimulator.Script;

/// <summary>An answer as it comes out of a loaded model: after reading the prompt, token by token at its pace.</summary>
internal sealed class Generation(AnswerScript script, IOptions<SimulatorOptions> options, TimeProvider time)
{
    /// <summary>Waits for a slot of the instance, and holds it until the enumeration ends. Ends by exception when the instance is unloaded.</summary>
    public async IAsyncEnumerable<Token> RunAsync(
        SimulatedInstance instance, Conversation conversation, bool reasons, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, instance.Unloaded);
        using var work = await instance.EnterAsync(SimulatedInstance.ProcessingPrompt, either.Token);
        await Task.Delay(TimeSpan.FromMilliseconds(options.Value.PromptMilliseconds), time, either.Token);
        work.Status = SimulatedInstance.Generating;

        foreach (var part in script.Answer(conversation, reasons && instance.Model.Reasoning))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(part.DelayMilliseconds), time, either.Token);
            var pace = part.TokensPerSecond ?? options.Value.TokensPerSecond;
            var start = time.GetTimestamp();
            var said = 0;
            foreach (var piece in Tokenizer.Split(part.Text!))
            {
                either.Token.ThrowIfCancellationRequested();
                yield return new Token(piece, part.Reasoning);
                said++;
                // Against the start, not from token to token: a late timer does not slow the whole answer down.
                var ahead = pace > 0 ? TimeSpan.FromSeconds(said / pace) - time.GetElapsedTime(start) : TimeSpan.Zero;
                if (ahead > TimeSpan.Zero) await Task.Delay(ahead, time, either.Token);
            }
        }
    }
}

internal readonly record struct Token(string Text, bool IsReasoning);
