using System.Buffers.Binary;

namespace Chatbot.Chat.Files;

/// <summary>Segments of FF, a marker and a length; after the start of the scan the pixels, up to FF D9.</summary>
internal static class JpegFile
{
    private const byte Escape = 0xFF;
    private const byte StartOfScan = 0xDA;
    private const byte EndOfImage = 0xD9;

    public static bool Begins(ReadOnlySpan<byte> head) => head.StartsWith<byte>([Escape, 0xD8, Escape]);

    /// <summary>A sentence where it is no whole image.</summary>
    public static string? Violation(ReadOnlySpan<byte> file)
    {
        var hasFrame = false;
        for (var position = 2; position + 4 <= file.Length;)
        {
            if (file[position] != Escape) return ImageRules.Damaged;
            var marker = file[position + 1];
            if (marker == Escape)
            {
                position++; // Padding.
                continue;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(file[(position + 2)..]);
            var end = position + 2 + length;
            if (marker is EndOfImage or < 0xC0 || length < 2 || end > file.Length) return ImageRules.Damaged;
            if (IsFrame(marker))
            {
                if (length < 7) return ImageRules.Damaged;
                var (height, width) = (BinaryPrimitives.ReadUInt16BigEndian(file[(position + 5)..]), BinaryPrimitives.ReadUInt16BigEndian(file[(position + 7)..]));
                if (ImageRules.Violation(width, height) is { } violation) return violation;
                hasFrame = true;
            }

            if (marker == StartOfScan) return hasFrame && file[end..].LastIndexOf<byte>([Escape, EndOfImage]) >= 0 ? null : ImageRules.Damaged;
            position = end;
        }

        return ImageRules.Damaged;
    }

    // C4, C8 and CC are tables.
    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
}
