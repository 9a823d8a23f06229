using System.Text.Json;
using Chatbot.Chat.Conversations;
using Chatbot.Chat.Streaming;
using Chatbot.Chat.Tools;

namespace Chatbot.Chat.Generations;

/// <summary>Writes an answer into its log in the order that the stream protocol demands, and keeps it as message parts.</summary>
/// <param name="before">What stands in the message already, which is gone on with.</param>
/// <param name="inStep">An earlier owner has begun a step, and nothing in it.</param>
internal sealed class Answer(GenerationLog log, LogWriter writer, IReadOnlyList<MessagePart> before, bool inStep)
{
    private readonly AnswerParts _parts = new(before);
    private ModelStatus? _status;
    private bool _inStep = inStep;
    private bool _hadStep = inStep;

    public IReadOnlyList<MessagePart> Parts => _parts.All;

    public IReadOnlyList<ToolPart> Calls => [.. _parts.Calls];

    /// <summary>This generation has written something that people see.</summary>
    public bool IsVisible { get; private set; }

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

        Generating();
        if (_parts.OpenKind != kind)
        {
            EndBlock();
            _parts.Begin(kind);
            Append(StreamParts.BlockStart(kind, _parts.BlockId));
        }

        _parts.Append(delta);
        Append(StreamParts.BlockDelta(kind, _parts.BlockId, delta));
    }

    public void ToolInputStarted(string toolCallId, string tool)
    {
        Generating();
        EndBlock();
        Append(StreamParts.ToolInputStart(toolCallId, tool));
    }

    public void ToolInput(string toolCallId, string delta) => Append(StreamParts.ToolInputDelta(toolCallId, delta));

    public void ToolCalled(string toolCallId, string tool, JsonElement input)
    {
        _parts.Add(new ToolPart(tool, toolCallId, ToolStates.InputAvailable, input));
        Append(StreamParts.ToolInputAvailable(toolCallId, tool, input));
    }

    public void ApprovalNeeded(string toolCallId, string approvalId)
    {
        _parts.Change(toolCallId, call => call with { State = ToolStates.ApprovalRequested, Approval = new ToolApproval(approvalId) });
        Append(StreamParts.ToolApprovalRequest(approvalId, toolCallId));
    }

    public void ToolReturned(string toolCallId, ToolOutcome outcome)
    {
        IsVisible = true;
        _parts.Change(toolCallId, outcome.Apply);
        Append(StreamParts.ToolOutput(toolCallId, outcome));
    }

    public void ToolDenied(string toolCallId)
    {
        IsVisible = true;
        _parts.Change(toolCallId, call => call with { State = ToolStates.OutputDenied });
        Append(StreamParts.ToolOutputDenied(toolCallId));
    }

    public void EndStep()
    {
        EndBlock();
        if (!_inStep) return;
        _inStep = false;
        Append(StreamParts.FinishStep());
    }

    /// <summary>Everything but the last part, which <see cref="Finish"/> writes once the message is safe.</summary>
    public void Close(Ending ending)
    {
        if (ending.State == MessageStates.Complete && !_hadStep) BeginStep();
        foreach (var part in Closing.Of(_parts, _inStep, ending)) Append(part);
    }

    /// <summary>It had closed already when it could not be stored.</summary>
    public void Refuse(Ending ending) => Append(StreamParts.Error(ending.Error!));

    public void Finish(Ending ending) => Append(StreamParts.Finish(ending.FinishReason), last: true);

    private void Generating()
    {
        IsVisible = true;
        if (_status is { Phase: not ModelStatus.Generating }) Status(_status with { Phase = ModelStatus.Generating, Position = null, EtaSeconds = null, Progress = null });
        BeginStep();
    }

    private void BeginStep()
    {
        if (_inStep) return;
        (_inStep, _hadStep) = (true, true);
        Append(StreamParts.StartStep());
    }

    private void EndBlock()
    {
        if (_parts.OpenKind is not { } kind) return;
        _parts.End();
        Append(StreamParts.BlockEnd(kind, _parts.BlockId));
    }

    private void Append(ReadOnlyMemory<byte> part, bool last = false)
    {
        log.Append(part, last);
        writer.Changed(log);
    }
}
