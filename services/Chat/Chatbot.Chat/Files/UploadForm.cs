using Microsoft.AspNetCore.Http.Features;

namespace Chatbot.Chat.Files;

/// <summary>The form of an upload, with one part <c>file</c>. It is read within its limits, and what is large waits on disk, not in memory.</summary>
internal static class UploadForm
{
    public const int LargestFile = 20 * 1024 * 1024;

    /// <summary>With what frames the file.</summary>
    public const int LargestBody = LargestFile + 64 * 1024;

    private const string None = "No file uploaded";
    private const string TooLarge = "File size should be less than 20MB";

    private static readonly FormOptions Limits = new()
    {
        MultipartBodyLengthLimit = LargestFile,
        ValueCountLimit = 16,
        ValueLengthLimit = 4096,
        KeyLengthLimit = 256,
        MultipartBoundaryLengthLimit = 200,
    };

    /// <returns>The file, or a sentence for people.</returns>
    public static async Task<(IFormFile? File, string? Error)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > LargestBody) return (null, TooLarge);
        if (!request.HasFormContentType) return (null, None);
        try
        {
            var form = await request.ReadFormAsync(Limits, cancellationToken);
            return form.Files.GetFile("file") is { } file ? (file, null) : (null, None);
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (null, TooLarge);
        }
        catch (InvalidDataException exception)
        {
            return (null, exception.Message.StartsWith("Multipart body length limit", StringComparison.Ordinal) ? TooLarge : "The upload is malformed. Please try again");
        }
        catch (IOException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, "The upload broke off. Please try again");
        }
    }
}
