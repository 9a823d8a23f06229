using Chatbot.Chat.Conversations;
using Chatbot.Chat.Data;
using Chatbot.ServiceDefaults.Authentication;
using Chatbot.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Chatbot.Chat.Files;

/// <summary>
/// <c>GET /api/files/{name}</c>: for its owner, and for everybody while a public chat shows it. A browser never runs what it gets:
/// all but images is for saving, and text is plain text, whatever it says.
/// </summary>
internal static class GetFile
{
    public static async Task<IResult> HandleAsync(string name, HttpResponse response, CurrentUser user, ChatDbContext db, FileBlobs blobs, CancellationToken cancellationToken)
    {
        var file = FileNames.IsOne(name) ? await db.Files.AsNoTracking().SingleOrDefaultAsync(file => file.Name == name, cancellationToken) : null;
        if (file is null) return ApiError.NotFound(Surfaces.Files);
        var isOwn = file.OwnerId == new PersonId(user.Id);
        if (!isOwn && !await IsPublicAsync(db, name, cancellationToken)) return ApiError.Forbidden(Surfaces.Files);

        // The row is there: then the blob is only away, not gone.
        var content = await blobs.OpenAsync(name, cancellationToken);
        if (content is null) return ApiError.Offline(Surfaces.Files, "This file can't be read right now. Please try again in a moment.");

        var isImage = FileType.IsImage(file.MediaType);
        var disposition = new ContentDispositionHeaderValue(isImage ? "inline" : "attachment");
        disposition.SetHttpFileName(file.OriginalName);
        response.Headers.ContentDisposition = disposition.ToString();
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        // Kept by the owner's browser alone, which asks every time whether that is still right.
        response.Headers.CacheControl = isOwn ? "private, no-cache" : "private, no-store";
        return Results.Stream(
            content,
            FileType.IsText(file.MediaType) ? FileType.PlainMediaType : file.MediaType,
            entityTag: new EntityTagHeaderValue($"\"{name}\""),
            enableRangeProcessing: true);
    }

    private static Task<bool> IsPublicAsync(ChatDbContext db, string name, CancellationToken cancellationToken) =>
        db.MessageFiles.Where(shown => shown.FileName == name)
            .Join(db.Messages, shown => shown.MessageId, message => message.Id, (_, message) => message.ConversationId)
            .Join(db.Conversations, id => id, chat => chat.Id, (_, chat) => chat)
            .AnyAsync(chat => chat.Visibility == Visibilities.Public, cancellationToken);
}
