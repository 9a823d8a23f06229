using System.Buffers.Binary;

namespace Chatbot.Chat.Files;

/// <summary><c>RIFF</c>, a length, <c>WEBP</c>, then chunks: type, length, data, made even.</summary>
internal static class WebPFile
{
    private const int Header = 12;
    private const int AnimationFlag = 0x02;
    private const int Dimension = 0x3FFF;

    public static bool Begins(ReadOnlySpan<byte> head) => head.Length >= Header && head.StartsWith("RIFF"u8) && head[8..].StartsWith("WEBP"u8);

    /// <summary>A sentence where it is no whole, still image.</summary>
    public static string? Violation(ReadOnlySpan<byte> file)
    {
        var size = BinaryPrimitives.ReadUInt32LittleEndian(file[4..]) + 8L;
        if (size > file.Length) return ImageRules.Damaged;
        file = file[..(int)size];
        for (var position = Header; position + 8 <= file.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(file[(position + 4)..]);
            if (length > file.Length - position - 8) return ImageRules.Damaged;
            var type = file.Slice(position, 4);
            var data = file.Slice(position + 8, (int)length);
            if (type.SequenceEqual("ANIM"u8) || type.SequenceEqual("ANMF"u8) || (type.SequenceEqual("VP8X"u8) && data.Length > 0 && (data[0] & AnimationFlag) != 0)) return ImageRules.Animated;
            if (type.SequenceEqual("VP8 "u8)) return Lossy(data);
            if (type.SequenceEqual("VP8L"u8)) return Lossless(data);
            position += 8 + (int)(length + (length & 1));
        }

        return ImageRules.Damaged;
    }

    // Three bytes of a frame's tag, three of a start code, then the dimensions.
    private static string? Lossy(ReadOnlySpan<byte> data) =>
        data.Length < 10 || !data[3..6].SequenceEqual<byte>([0x9D, 0x01, 0x2A])
            ? ImageRules.Damaged
            : ImageRules.Violation(BinaryPrimitives.ReadUInt16LittleEndian(data[6..]) & Dimension, BinaryPrimitives.ReadUInt16LittleEndian(data[8..]) & Dimension);

    // A signature of one byte, then width and height less one, 14 bits each.
    private static string? Lossless(ReadOnlySpan<byte> data)
    {
        if (data.Length < 5 || data[0] != 0x2F) return ImageRules.Damaged;
        var bits = BinaryPrimitives.ReadUInt32LittleEndian(data[1..]);
        return ImageRules.Violation((bits & Dimension) + 1, ((bits >> 14) & Dimension) + 1);
    }
}
