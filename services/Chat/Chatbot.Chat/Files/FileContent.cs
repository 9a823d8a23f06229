namespace Chatbot.Chat.Files;

/// <summary>Tells what a file is from its bytes; neither its name nor what the client calls it is believed.</summary>
internal static class FileContent
{
    public const string WrongType = "File type should be JPEG, PNG, WebP, PDF or text";
    public const string ImageTooLarge = "File size should be less than 5MB";
    public const string Empty = "The file is empty";

    private const string PdfDamaged = "The PDF is damaged. Please save it again and retry";
    private const int HeadLength = 16;
    private const int TailLength = 2048;

    /// <param name="content">Can be sought, and stands at its beginning again afterwards.</param>
    /// <returns>The type, or a sentence for people.</returns>
    public static async Task<(FileType? Type, string? Error)> TellAsync(Stream content, string name, CancellationToken cancellationToken)
    {
        if (content.Length == 0) return (null, Empty);
        var head = new byte[HeadLength];
        Array.Resize(ref head, await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken));
        content.Position = 0;

        if (PngFile.Begins(head)) return await ImageAsync(FileType.Png, content, file => PngFile.Violation(file), cancellationToken);
        if (JpegFile.Begins(head)) return await ImageAsync(FileType.Jpeg, content, file => JpegFile.Violation(file), cancellationToken);
        if (WebPFile.Begins(head)) return await ImageAsync(FileType.WebP, content, file => WebPFile.Violation(file), cancellationToken);
        if (head.AsSpan().StartsWith("%PDF-"u8)) return await IsWholePdfAsync(content, cancellationToken) ? (FileType.Pdf, null) : (null, PdfDamaged);

        var isText = await PlainText.IsAsync(content, cancellationToken);
        content.Position = 0;
        return isText ? (TextKinds.Of(name), null) : (null, WrongType);
    }

    private static async Task<(FileType?, string?)> ImageAsync(FileType type, Stream content, Func<byte[], string?> violation, CancellationToken cancellationToken)
    {
        if (content.Length > ImageRules.LargestSize) return (null, ImageTooLarge);
        var file = new byte[content.Length];
        await content.ReadExactlyAsync(file, cancellationToken);
        content.Position = 0;
        return violation(file) is { } error ? (null, error) : (type, null);
    }

    private static async Task<bool> IsWholePdfAsync(Stream content, CancellationToken cancellationToken)
    {
        var tail = new byte[Math.Min(TailLength, content.Length)];
        content.Position = content.Length - tail.Length;
        await content.ReadExactlyAsync(tail, cancellationToken);
        content.Position = 0;
        return tail.AsSpan().IndexOf("%%EOF"u8) >= 0;
    }
}
