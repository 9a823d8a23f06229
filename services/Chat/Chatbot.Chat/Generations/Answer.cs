using System.Globalization;
using System.Text;
using Chatbot.Chat.Conversations;
using Chatbot.Chat.Streaming;

namespace Chatbot.Chat.Generations;

/// <summary>Writes an answer into its log in the order that the stream protocol demands, and keeps it as message parts.</summary>
internal sealed class Answer(GenerationLog log, LogWriter writer)
{
    private readonly List<(string Kind, StringBuilder Text)> _blocks = [];
    private ModelStatus? _status;
    private bool _inStep;
    private bool _inBlock;

    public IReadOnlyList<MessagePart> Parts =>
        [.. _blocks.Select(block => (MessagePart)(block.Kind == AnswerBlocks.Text ? new TextPart(block.Text.ToString()) : new ReasoningPart(block.Text.ToString())))];

    private string BlockId => _blocks.Count.ToString(CultureInfo.InvariantCulture);

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
        if (!_inBlock || _blocks[^1].Kind != kind)
        {
            EndBlock();
            _blocks.Add((kind, new StringBuilder()));
            _inBlock = true;
            Append(StreamParts.BlockStart(kind, BlockId));
        }

        _blocks[^1].Text.Append(delta);
        Append(StreamParts.BlockDelta(kind, BlockId, delta));
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
        if (!_inBlock) return;
        _inBlock = false;
        Append(StreamParts.BlockEnd(_blocks[^1].Kind, BlockId));
    }

    private void Append(ReadOnlyMemory<byte> part, bool last = false)
    {
        log.Append(part, last);
        writer.Changed(log);
    }
}
