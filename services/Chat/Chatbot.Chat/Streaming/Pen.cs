using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Chatbot.Chat.Streaming;

/// <summary>What a part is written with. A thread has one, which it uses for part after part: thousands are written in a second.</summary>
internal sealed class Pen
{
    private const int LargestKept = 16 * 1024;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [ThreadStatic]
    private static Pen? ofThread;

    private readonly ArrayBufferWriter<byte> _buffer = new(256);

    private Pen() => Json = new Utf8JsonWriter(_buffer, Options);

    public Utf8JsonWriter Json { get; }

    /// <summary>Another one where the thread's own is in use, by a part within a part.</summary>
    public static Pen Take()
    {
        var pen = ofThread ?? new Pen();
        ofThread = null;
        return pen;
    }

    /// <summary>What was written; the pen is given back.</summary>
    public byte[] Finish()
    {
        Json.Flush();
        var written = _buffer.WrittenSpan.ToArray();
        if (_buffer.Capacity > LargestKept) return written;
        _buffer.ResetWrittenCount();
        Json.Reset(_buffer);
        ofThread = this;
        return written;
    }
}
