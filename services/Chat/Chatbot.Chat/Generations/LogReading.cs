using System.Runtime.CompilerServices;
using Chatbot.Chat.Streaming;

namespace Chatbot.Chat.Generations;

internal static class LogReading
{
    /// <summary>The parts after <paramref name="after"/> as they may be shown, to the end of the log.</summary>
    public static async IAsyncEnumerable<LogBatch> ReadAsync(this GenerationLog log, int after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var (batch, moved) = log.Next(after);
            if (batch is not null)
            {
                yield return batch;
                if (batch.Ended) yield break;
                after += batch.Parts.Count;
            }
            else if (moved is null)
            {
                yield break;
            }
            else
            {
                await moved.WaitAsync(cancellationToken);
            }
        }
    }
}
