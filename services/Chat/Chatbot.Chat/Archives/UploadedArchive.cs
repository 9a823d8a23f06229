using Chatbot.ServiceDefaults.Errors;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Chatbot.Chat.Archives;

/// <summary>The body of an import, put on disk as it arrives.</summary>
internal static class UploadedArchive
{
    private const string NoFile = "file: send the archive as the part \"file\" of multipart/form-data, or as the body with content-type application/json.";

    // RFC 2046.
    private const int LongestBoundary = 70;

    public static async Task<(Stream? Archive, ApiError? Error)> ReceiveAsync(HttpRequest request, long largest, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)) return Refused(NoFile);
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        try
        {
            if (type.MediaType == "application/json") return await SpoolAsync(request.Body, largest, cancellationToken);
            if (type.MediaType != "multipart/form-data" || string.IsNullOrEmpty(boundary)) return Refused(NoFile);
            if (boundary.Length > LongestBoundary) return Refused($"file: the boundary of the multipart body has at most {LongestBoundary} characters.");

            var file = await FileAsync(new MultipartReader(boundary, request.Body), cancellationToken);
            return file is null ? Refused(NoFile) : await SpoolAsync(file, largest, cancellationToken);
        }
        catch (Exception exception) when (exception is InvalidDataException)
        {
            return Refused($"file: the body is malformed or was cut. {NoFile[6..]}");
        }
    }

    private static async Task<Stream?> FileAsync(MultipartReader multipart, CancellationToken cancellationToken)
    {
        try
        {
            while (await multipart.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                if (section.GetContentDispositionHeader()?.Name.Value?.Trim('"') == "file") return section.Body;
            }

            return null;
        }
        catch (Exception exception) when (IsCut(exception))
        {
            throw new InvalidDataException(exception.Message, exception);
        }
    }

    private static async Task<(Stream?, ApiError?)> SpoolAsync(Stream body, long largest, CancellationToken cancellationToken)
    {
        var file = OnDisk();
        try
        {
            var buffer = new byte[64 * 1024];
            for (int read; (read = await ReadAsync(body, buffer, cancellationToken)) > 0;)
            {
                if (file.Length == 0 && Unreadable(buffer.AsSpan(0, read)) is { } cause) return await DropAsync(file, cause);
                if (file.Position + read > largest) return await DropAsync(file, $"file: at most {largest / (1024 * 1024)} MB.");
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }

            if (file.Position == 0) return await DropAsync(file, "file: the archive is empty.");
            file.Position = 0;
            return (file, null);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    // Told apart from a disk that is full.
    private static async ValueTask<int> ReadAsync(Stream body, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception exception) when (IsCut(exception))
        {
            throw new InvalidDataException(exception.Message, exception);
        }
    }

    private static bool IsCut(Exception exception) => exception is IOException and not BadHttpRequestException;

    /// <summary>What can be told by the first bytes is told at once.</summary>
    private static string? Unreadable(ReadOnlySpan<byte> beginning)
    {
        if (beginning.StartsWith("PK"u8)) return "file: this is a zip; please unpack it and send the conversations.json in it.";
        var text = beginning.StartsWith("\uFEFF"u8) ? beginning[3..] : beginning;
        var first = text.TrimStart(" \t\r\n"u8);
        return first.Length > 0 && first[0] is not ((byte)'{' or (byte)'[') ? "file: neither an archive of this service nor ChatGPT's conversations.json." : null;
    }

    // Without a name from the first moment on: nothing is left behind by a process that is killed.
    private static FileStream OnDisk()
    {
        var path = Path.Combine(Path.GetTempPath(), $"chatbot-import-{Guid.CreateVersion7():n}.json");
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, 64 * 1024, FileOptions.Asynchronous);
        File.Delete(path);
        return file;
    }

    private static async Task<(Stream?, ApiError?)> DropAsync(FileStream file, string cause)
    {
        await file.DisposeAsync();
        return Refused(cause);
    }

    private static (Stream?, ApiError?) Refused(string cause) => (null, ApiError.BadRequest(Surfaces.Api, cause));
}
