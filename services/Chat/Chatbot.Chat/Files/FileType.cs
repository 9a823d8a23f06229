namespace Chatbot.Chat.Files;

/// <param name="Extension">Without the dot.</param>
internal sealed record FileType(string MediaType, string Extension)
{
    public const string PdfMediaType = "application/pdf";
    public const string PlainMediaType = "text/plain";

    public static readonly FileType Jpeg = new("image/jpeg", "jpg");
    public static readonly FileType Png = new("image/png", "png");
    public static readonly FileType WebP = new("image/webp", "webp");
    public static readonly FileType Pdf = new(PdfMediaType, "pdf");
    public static readonly FileType Plain = new(PlainMediaType, "txt");

    public static bool IsImage(string mediaType) => mediaType.StartsWith("image/", StringComparison.Ordinal);

    public static bool IsText(string mediaType) => mediaType.StartsWith("text/", StringComparison.Ordinal);
}
