using Chatbot.Chat.Conversations;
using Chatbot.Chat.Streaming;

namespace Chatbot.Chat.Generations;

/// <summary>Writes an answer into its log in the order that the stream protocol demands, and keeps it as message parts.</summary>
internal sealed class Answer(GenerationLog log, LogWriter writer)
{
    private readonly AnswerText _text = new();
    private ModelStatus? _status;
    private bool _inStep;

    public IReadOnlyList<MessagePart> Parts => _text.Parts;

    public void Begin(MessageId message, string? newTitle)
    {
        Append(StreamParts.Start(message));
        if (newTitle is not null) Append(StreamParts.Title(newTitle));
    }

    public void Status(ModelStatus status)
    {
        if (status == _status) return;
        _status = status;
        Append(StreamParts.Status(status));
    }

    /// <summary>One delta of the model, as it gave it.</summary>
    public void Delta(string kind, string delta)
    {
        // PostgreSQL keeps no NUL in text.
        if (delta.Contains('\0')) delta = delta.Replace("\0", "", StringComparison.Ordinal);
        if (delta.Length == 0) return;

        if (_status is { Phase: not ModelStatus.Generating }) Status(_status with { Phase = ModelStatus.Generating, Position = null, EtaSeconds = null, Progress = null });
        BeginStep();
        if (_text.OpenKind != kind)
        {
            EndBlock();
            _text.Begin(kind);
            Append(StreamParts.BlockStart(kind, _text.BlockId));
        }

        _text.Append(delta);
        Append(StreamParts.BlockDelta(kind, _text.BlockId, delta));
    }

    /// <summary>Everything but the last part, which <see cref="Finish"/> writes once the message is safe.</summary>
    public void Close(Ending ending)
    {
        EndBlock();
        if (ending.Usage is { } usage) Append(StreamParts.Usage(usage));
        if (ending.State == MessageStates.Interrupted) Append(StreamParts.Interrupted());
        if (ending.State == MessageStates.Complete) BeginStep();
        if (_inStep) Append(StreamParts.FinishStep());
        if (ending.Error is { } error) Append(StreamParts.Error(error));
    }

    public void Finish(Ending ending) => Append(StreamParts.Finish(ending.FinishReason), last: true);

    private void BeginStep()
    {
        if (_inStep) return;
        _inStep = true;
        Append(StreamParts.StartStep());
    }

    private void EndBlock()
    {
        if (_text.OpenKind is not { } kind) return;
        _text.End();
        Append(StreamParts.BlockEnd(kind, _text.BlockId));
    }

    private void Append(ReadOnlyMemory<byte> part, bool last = false)
    {
        log.Append(part, last);
        writer.Changed(log);
    }
}
