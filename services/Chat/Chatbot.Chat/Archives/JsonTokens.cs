using System.Text;
using System.Text.Json;

namespace Chatbot.Chat.Archives;

/// <summary>A JSON document of any length token by token, or a whole value at a time as long as that is not too large.</summary>
internal sealed class JsonTokens(Stream stream, int largestValue)
{
    private const int LongestText = 256;

    // Deeper than anybody nests: the reader of one chat refuses that, and only that chat.
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = 1000 });
    private byte[] _buffer = new byte[Math.Min(64 * 1024, largestValue)];
    private int _start;
    private int _end;
    private bool _begun;
    private bool _ended;
    private JsonTokenType _last;
    private int _depth;

    /// <summary>Of the name, string or number that was read last; a long one's is empty.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Null is the end of the document.</summary>
    public async ValueTask<JsonTokenType?> NextAsync(CancellationToken cancellationToken)
    {
        while (!TryNext())
        {
            if (_ended) return null;
            if (!await FillAsync(cancellationToken)) throw new ArchiveException("The file holds a text that is longer than what is taken.");
        }

        return _last;
    }

    /// <summary>The next value of an array, good until the next read: empty where it is too large and was passed over, null at the end of the array.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> NextValueAsync(CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte>? value;
        while (!TryValue(out value))
        {
            if (await FillAsync(cancellationToken)) continue;
            await NextAsync(cancellationToken);
            await SkipAsync(cancellationToken);
            return ReadOnlyMemory<byte>.Empty;
        }

        return value;
    }

    /// <summary>Passes over the rest of the value whose first token was read last.</summary>
    public async ValueTask SkipAsync(CancellationToken cancellationToken)
    {
        if (_last is not (JsonTokenType.StartObject or JsonTokenType.StartArray)) return;
        var depth = _depth;
        do await NextAsync(cancellationToken);
        while (_depth != depth || _last is not (JsonTokenType.EndObject or JsonTokenType.EndArray));
    }

    private bool TryNext()
    {
        var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _ended, _state);
        if (!reader.Read()) return false;
        Text = reader.ValueSpan.Length > LongestText ? "" : Encoding.UTF8.GetString(reader.ValueSpan);
        Advance(reader);
        return true;
    }

    private bool TryValue(out ReadOnlyMemory<byte>? value)
    {
        value = null;
        var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _ended, _state);
        if (!reader.Read()) return false;
        var from = _start + (int)reader.TokenStartIndex;
        var isEnd = reader.TokenType == JsonTokenType.EndArray;
        if (!isEnd && !reader.TrySkip()) return false;
        Advance(reader);
        if (!isEnd) value = _buffer.AsMemory(from, _start - from);
        return true;
    }

    private void Advance(in Utf8JsonReader reader)
    {
        (_last, _depth, _state) = (reader.TokenType, reader.CurrentDepth, reader.CurrentState);
        _start += (int)reader.BytesConsumed;
    }

    /// <summary>False where the buffer is full, and as large as it may be.</summary>
    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end == _buffer.Length)
        {
            if (_end == largestValue) return false;
            Array.Resize(ref _buffer, (int)Math.Min(2L * _end, largestValue));
        }

        var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += read;
        _ended = read == 0;
        if (!_begun && _buffer.AsSpan(0, _end).StartsWith(Encoding.UTF8.Preamble)) _start = Encoding.UTF8.Preamble.Length;
        _begun = true;
        return true;
    }
}
