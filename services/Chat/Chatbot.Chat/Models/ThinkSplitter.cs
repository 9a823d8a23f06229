using Microsoft.Extensions.AI;

namespace Chatbot.Chat.Models;

/// <summary>Tells reasoning from text at the tags <c>&lt;think&gt;</c> and <c>&lt;/think&gt;</c>, wherever the deltas cut them.</summary>
internal sealed class ThinkSplitter
{
    private const string Open = "<think>";
    private const string Close = "</think>";

    private Where _where = Where.Beginning;
    private string _held = "";

    private enum Where
    {
        Beginning,
        Thinking,
        JustThought,
        Text,
    }

    public IEnumerable<AIContent> Push(string delta) => _where switch
    {
        Where.Beginning => Begin(delta),
        Where.Thinking => Think(delta),
        Where.JustThought => AfterThought(delta),
        _ => [new TextContent(delta)],
    };

    /// <summary>What was held back for the rest of a tag that never came.</summary>
    public AIContent? Flush()
    {
        if (_held.Length == 0) return null;
        var held = _held;
        _held = "";
        return _where == Where.Thinking ? new TextReasoningContent(held) : new TextContent(held);
    }

    private IEnumerable<AIContent> Begin(string delta)
    {
        var text = (_held + delta).TrimStart();
        if (text.StartsWith(Open, StringComparison.Ordinal))
        {
            _held = "";
            _where = Where.Thinking;
            return Think(text[Open.Length..]);
        }

        // Perhaps the tag's beginning. Plain text goes on as it came.
        if (Open.StartsWith(text, StringComparison.Ordinal))
        {
            _held += delta;
            return [];
        }

        _where = Where.Text;
        if (_held.Length == 0) return [new TextContent(delta)];
        var held = _held;
        _held = "";
        return [new TextContent(held), new TextContent(delta)];
    }

    private IEnumerable<AIContent> Think(string delta)
    {
        var text = _held + delta;
        var end = text.IndexOf(Close, StringComparison.Ordinal);
        if (end >= 0)
        {
            _held = "";
            _where = Where.JustThought;
            var thought = end > 0 ? [new TextReasoningContent(text[..end])] : Array.Empty<AIContent>();
            return [.. thought, .. AfterThought(text[(end + Close.Length)..])];
        }

        var keep = PartOfTagAtEnd(text);
        _held = text[^keep..];
        return keep < text.Length ? [new TextReasoningContent(text[..^keep])] : [];
    }

    // Models put empty lines between thought and text.
    private IEnumerable<AIContent> AfterThought(string delta)
    {
        var text = delta.TrimStart();
        if (text.Length == 0) return [];
        _where = Where.Text;
        return [new TextContent(text)];
    }

    private static int PartOfTagAtEnd(string text)
    {
        for (var length = Math.Min(Close.Length - 1, text.Length); length > 0; length--)
        {
            if (text.EndsWith(Close[..length], StringComparison.Ordinal)) return length;
        }

        return 0;
    }
}
