using System.Buffers;
using System.Text;

namespace Chatbot.Chat.Files;

/// <summary>Text is what UTF-8, or UTF-16 with its mark, decodes without a fault and without a control character.</summary>
internal static class PlainText
{
    private const int Piece = 16 * 1024;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // C0 and C1 without the tabulator, the ends of lines and of pages.
    private static readonly SearchValues<char> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 0xA0).Select(code => (char)code).Where(character => char.IsControl(character) && character is not ('\t' or '\n' or '\r' or '\f' or '\u0085'))]);

    public static async Task<bool> IsAsync(Stream content, CancellationToken cancellationToken)
    {
        using var reader = Reader(content);
        var piece = new char[Piece];
        try
        {
            while (await reader.ReadAsync(piece, cancellationToken) is > 0 and var length)
            {
                if (piece.AsSpan(0, length).ContainsAny(Controls)) return false;
            }

            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    /// <summary>The beginning, and whether there is more.</summary>
    public static async Task<(string Text, bool IsCut)> ReadAsync(Stream content, int most, CancellationToken cancellationToken)
    {
        using var reader = Reader(content);
        var text = new char[most + 1];
        var length = 0;
        while (length < text.Length && await reader.ReadAsync(text.AsMemory(length), cancellationToken) is > 0 and var read) length += read;
        if (length <= most) return (new string(text, 0, length), false);
        if (char.IsHighSurrogate(text[most - 1])) most--;
        return (new string(text, 0, most), true);
    }

    private static StreamReader Reader(Stream content)
    {
        // A mark at the beginning changes it to UTF-16 of either order, which then throws at a fault as well.
        var head = new byte[2];
        var length = content.ReadAtLeast(head, 2, throwOnEndOfStream: false);
        content.Position = 0;
        Encoding encoding = (length, head[0], head[1]) switch
        {
            (2, 0xFF, 0xFE) => new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
            (2, 0xFE, 0xFF) => new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true),
            _ => Utf8,
        };
        return new StreamReader(content, encoding, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
    }
}
