using System.Buffers;
using System.IO.Pipelines;

namespace Chatbot.Bench.Talking;

/// <summary>Reads an answer as server-sent events and notes when its tokens come. They are counted, not parsed: the reader shares the machine.</summary>
/// <param name="due">The timestamp at which the answer was asked for, or should have been.</param>
/// <param name="delta">What stands in a line that brings a token.</param>
internal sealed class TokenStream(long due, byte[] delta, TimeProvider time)
{
    private static readonly byte[] Done = "data: [DONE]"u8.ToArray();

    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<(TimeSpan At, int Tokens)> _arrived = [];
    private TimeSpan? _end;

    /// <summary>The first token is there; cancelled where the answer ends without one.</summary>
    public Task Begun => _begun.Task;

    public int Tokens => _arrived.Sum(some => some.Tokens);

    /// <summary>It ended as answers end.</summary>
    public bool IsWhole { get; private set; }

    public TimeSpan? First => _arrived.Count == 0 ? null : _arrived[0].At;

    /// <summary>Until its end was read, from when it was due.</summary>
    public TimeSpan Took => _end ?? TimeSpan.MaxValue;

    /// <summary>Between two tokens.</summary>
    public TimeSpan LongestGap => _arrived.Zip(_arrived.Skip(1), (before, after) => after.At - before.At).DefaultIfEmpty().Max();

    public int TokensWithin(TimeSpan limit) => _arrived.Where(some => some.At <= limit).Sum(some => some.Tokens);

    public async Task ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var reader = PipeReader.Create(stream);
        try
        {
            while (true)
            {
                var read = await reader.ReadAsync(cancellationToken);
                reader.AdvanceTo(Take(read.Buffer), read.Buffer.End);
                if (read.IsCompleted) break;
            }

            _end = time.GetElapsedTime(due);
        }
        finally
        {
            _begun.TrySetCanceled(CancellationToken.None);
            await reader.CompleteAsync();
        }
    }

    // Whole lines; the rest stays for the next time.
    private SequencePosition Take(ReadOnlySequence<byte> buffer)
    {
        var lines = new SequenceReader<byte>(buffer);
        var tokens = 0;
        while (lines.TryReadTo(out ReadOnlySequence<byte> sequence, (byte)'\n'))
        {
            var line = sequence.IsSingleSegment ? sequence.FirstSpan : sequence.ToArray();
            if (line.IndexOf(delta) >= 0) tokens++;
            else if (line.StartsWith(Done)) IsWhole = true;
        }

        if (tokens > 0) _arrived.Add((time.GetElapsedTime(due), tokens));
        if (tokens > 0) _begun.TrySetResult();
        return lines.Position;
    }
}
