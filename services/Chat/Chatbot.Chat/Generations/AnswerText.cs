using System.Globalization;
using System.Text;
using Chatbot.Chat.Conversations;

namespace Chatbot.Chat.Generations;

/// <summary>What an answer says so far: blocks of text and of reasoning, in the order in which they began.</summary>
internal sealed class AnswerText
{
    private readonly List<(string Kind, StringBuilder Text)> _blocks = [];

    public IReadOnlyList<MessagePart> Parts => [.. _blocks.Select(block => ToPart(block.Kind, block.Text.ToString()))];

    /// <summary>Of the last block, counted from 1.</summary>
    public string BlockId => _blocks.Count.ToString(CultureInfo.InvariantCulture);

    /// <summary>Of the last block, where it has not ended.</summary>
    public string? OpenKind { get; private set; }

    public void Begin(string kind)
    {
        _blocks.Add((kind, new StringBuilder()));
        OpenKind = kind;
    }

    public void Append(string delta) => _blocks[^1].Text.Append(delta);

    public void End() => OpenKind = null;

    private static MessagePart ToPart(string kind, string text) => kind == AnswerBlocks.Text ? new TextPart(text) : new ReasoningPart(text);
}
