using System.Globalization;
using System.Text;
using Chatbot.Chat.Conversations;

namespace Chatbot.Chat.Generations;

/// <summary>What an answer says so far: blocks of text and of reasoning and calls of tools, in the order in which they began.</summary>
/// <param name="before">What stood in the message before this generation, which goes on behind it.</param>
internal sealed class AnswerParts(IReadOnlyList<MessagePart> before)
{
    private readonly List<MessagePart> _parts = [.. before];
    private readonly StringBuilder _open = new();

    public IReadOnlyList<MessagePart> All => OpenKind is { } kind ? [.. _parts, ToPart(kind)] : [.. _parts];

    public IEnumerable<ToolPart> Calls => _parts.OfType<ToolPart>();

    /// <summary>Of the last block; the parts of the message are counted from 1.</summary>
    public string BlockId { get; private set; } = "";

    /// <summary>Of the last block, where it has not ended.</summary>
    public string? OpenKind { get; private set; }

    public void Begin(string kind)
    {
        BlockId = (_parts.Count + 1).ToString(CultureInfo.InvariantCulture);
        OpenKind = kind;
    }

    public void Append(string delta) => _open.Append(delta);

    public void End()
    {
        _parts.Add(ToPart(OpenKind!));
        _open.Clear();
        OpenKind = null;
    }

    public void Add(ToolPart call) => _parts.Add(call);

    /// <summary>A call moves on, also one that stood there before.</summary>
    public void Change(string toolCallId, Func<ToolPart, ToolPart> change)
    {
        var index = _parts.FindLastIndex(part => part is ToolPart call && call.ToolCallId == toolCallId);
        if (index >= 0) _parts[index] = change((ToolPart)_parts[index]);
    }

    private MessagePart ToPart(string kind) => kind == AnswerBlocks.Text ? new TextPart(_open.ToString()) : new ReasoningPart(_open.ToString());
}
