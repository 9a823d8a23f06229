using System.Text;
using System.Text.Json;

namespace Chatbot.Web.Conversations;

public abstract class MessagePart
{
    /// <summary>A stored part; null for a type that this page does not know.</summary>
    public static MessagePart? From(JsonElement part) => Word(part, "type") switch
    {
        "text" => new TextPart(Word(part, "text")),
        "reasoning" => new ReasoningPart("", Word(part, "text")),
        "file" => new FilePart(Word(part, "url"), Word(part, "name"), Word(part, "mediaType")),
        ['t', 'o', 'o', 'l', '-', .. var tool] => ToolPart.From(tool, part),
        _ => null,
    };

    protected static string Word(JsonElement part, string name) =>
        part.ValueKind == JsonValueKind.Object && part.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}

/// <summary>A part whose text arrives by and by.</summary>
public abstract class StreamedPart(string streamId, string text, bool open) : MessagePart
{
    private readonly StringBuilder _text = new(text);
    private string? _whole = text;

    /// <summary>There is more of it.</summary>
    public event Action? Grew;

    public string StreamId { get; } = streamId;

    public bool IsOpen { get; private set; } = open;

    public int Length => _text.Length;

    public string Text => _whole ??= _text.ToString();

    public void Append(string delta)
    {
        _text.Append(delta);
        _whole = null;
        Grew?.Invoke();
    }

    public void Close() => IsOpen = false;
}

public sealed class TextPart(string streamId, string text = "", bool open = false) : StreamedPart(streamId, text, open)
{
    public TextPart(string text) : this("", text)
    {
    }
}

public sealed class ReasoningPart(string streamId, string? stored = null) : StreamedPart(streamId, stored ?? "", stored is null);
