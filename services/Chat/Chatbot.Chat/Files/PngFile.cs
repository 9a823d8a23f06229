using System.Buffers.Binary;

namespace Chatbot.Chat.Files;

/// <summary>A signature, then chunks: length, type, data, checksum.</summary>
internal static class PngFile
{
    private const int ChunkFrame = 12;
    private const int HeaderLength = 13;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static bool Begins(ReadOnlySpan<byte> head) => head.StartsWith(Signature);

    /// <summary>A sentence where it is no whole, still image.</summary>
    public static string? Violation(ReadOnlySpan<byte> file)
    {
        var hasPixels = false;
        for (var position = Signature.Length; position + ChunkFrame <= file.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file[position..]);
            if (length > file.Length - position - ChunkFrame) return ImageRules.Damaged;
            var type = file.Slice(position + 4, 4);
            var data = file.Slice(position + 8, (int)length);
            if (position == Signature.Length)
            {
                if (!type.SequenceEqual("IHDR"u8) || length != HeaderLength) return ImageRules.Damaged;
                if (ImageRules.Violation(BinaryPrimitives.ReadUInt32BigEndian(data), BinaryPrimitives.ReadUInt32BigEndian(data[4..])) is { } violation) return violation;
            }

            if (type.SequenceEqual("acTL"u8)) return ImageRules.Animated;
            if (type.SequenceEqual("IEND"u8)) return hasPixels ? null : ImageRules.Damaged;
            hasPixels |= type.SequenceEqual("IDAT"u8);
            position += ChunkFrame + (int)length;
        }

        return ImageRules.Damaged;
    }
}
