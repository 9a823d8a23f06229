using System.Buffers;
using System.Text;

namespace Chatbot.LmStudio.Chat;

/// <summary>Lines of UTF-8, ended by LF or CRLF, none longer than is sensible.</summary>
internal sealed class BoundedLines(Stream stream, int longest)
{
    private readonly byte[] _part = new byte[16 * 1024];
    private readonly ArrayBufferWriter<byte> _line = new();
    private int _next;
    private int _end;

    /// <summary>Null at the end.</summary>
    public async ValueTask<string?> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_next == _end)
            {
                (_next, _end) = (0, await stream.ReadAsync(_part, cancellationToken));
                if (_end == 0) return _line.WrittenCount > 0 ? Take() : null;
            }

            var feed = Array.IndexOf(_part, (byte)'\n', _next, _end - _next);
            _line.Write(_part.AsSpan(_next, (feed < 0 ? _end : feed) - _next));
            _next = feed < 0 ? _end : feed + 1;
            if (_line.WrittenCount > longest) throw new InvalidDataException("A line is too long.");
            if (feed >= 0) return Take();
        }
    }

    private string Take()
    {
        var line = Encoding.UTF8.GetString(_line.WrittenSpan);
        _line.ResetWrittenCount();
        return line.EndsWith('\r') ? line[..^1] : line;
    }
}
