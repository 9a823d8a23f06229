using Microsoft.Extensions.AI;

namespace Chatbot.Chat.Models;

/// <summary>Tells reasoning from text at the tags <c>&lt;think&gt;</c> and <c>&lt;/think&gt;</c>, wherever the deltas cut them.</summary>
internal sealed class ThinkSplitter
{
    private const string Open = "<think>";
    private const string Close = "</think>";

    // Deltas that may become the opening tag; if not, each goes on as it came.
    private readonly List<string> _beginning = [];
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
    public IReadOnlyList<AIContent> Flush()
    {
        if (_where == Where.Beginning) return Replay();
        if (_held.Length == 0) return [];
        var held = _held;
        _held = "";
        return [new TextReasoningContent(held)];
    }

    private IEnumerable<AIContent> Begin(string delta)
    {
        _beginning.Add(delta);
        var text = string.Concat(_beginning).TrimStart();
        if (text.StartsWith(Open, StringComparison.Ordinal))
        {
            _beginning.Clear();
            _where = Where.Thinking;
            return Think(text[Open.Length..]);
        }

        // Perhaps the tag's beginning. Plain text goes on as it came.
        if (Open.StartsWith(text, StringComparison.Ordinal)) return [];

        _where = Where.Text;
        return Replay();
    }

    private AIContent[] Replay()
    {
        AIContent[] deltas = [.. _beginning.Select(delta => new TextContent(delta))];
        _beginning.Clear();
        return deltas;
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
