using Chatbot.Chat.Contracts;
using Chatbot.Chat.Conversations;
using Chatbot.ServiceDefaults.Authentication;
using Chatbot.ServiceDefaults.Errors;

namespace Chatbot.Chat.Files;

/// <summary><c>POST /api/files/upload</c>: the bytes become a blob first, then a row says whose it is. Errors have <c>error</c> too, as clients of the template read it.</summary>
internal static class UploadFile
{
    public static async Task<IResult> HandleAsync(
        HttpRequest request, CurrentUser user, FileAllowance allowance, FileBlobs blobs, PdfText pdfs, TimeProvider time, CancellationToken cancellationToken)
    {
        var (upload, malformed) = await UploadForm.ReadAsync(request, cancellationToken);
        if (upload is null) return Refused(malformed!);
        await using var content = upload.OpenReadStream();
        var (type, wrong) = await FileContent.TellAsync(content, upload.FileName, cancellationToken);
        if (type is null) return Refused(wrong!);
        if (await allowance.RefusalAsync(content.Length, cancellationToken) is { } full) return full;

        var name = FileNames.New(type.Extension);
        var file = new StoredFile
        {
            Name = name,
            OwnerId = new PersonId(user.Id),
            OriginalName = OriginalNames.Clean(upload.FileName, $"file.{type.Extension}"),
            MediaType = type.MediaType,
            Size = content.Length,
            CreatedAt = time.GetUtcNow(),
        };
        var stored = false;
        try
        {
            if (type == FileType.Pdf && await pdfs.ReadAsync(content, cancellationToken) is { } text)
                await blobs.WriteAsync(FileBlobs.TextOf(name), new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)), cancellationToken);
            await blobs.WriteAsync(name, content, cancellationToken);
            // Asked again with the row: uploads side by side must not go over together.
            if (await allowance.TakeAsync(file, cancellationToken) is { } over) return over;
            stored = true;
        }
        catch (TimeoutException)
        {
            const string Away = "Files can't be stored right now. Please try again in a moment.";
            return ApiError.Offline(Surfaces.Files, Away) with { Error = Away };
        }
        finally
        {
            if (!stored) await blobs.ForgetAsync(name);
        }

        return Results.Ok(new UploadedFile(FileNames.UrlOf(name), name, type.MediaType, file.Size));
    }

    public static ApiError Refused(string sentence) => ApiError.BadRequest(Surfaces.Files, $"file: {sentence}.") with { Error = sentence };
}
