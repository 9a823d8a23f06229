using Chatbot.Chat.Contracts;
using Chatbot.Chat.Conversations;
using Chatbot.Chat.Data;
using Chatbot.Chat.Models;
using Chatbot.ServiceDefaults.Authentication;
using Chatbot.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.Chat.Files;

/// <summary>The files that a new message names. What a request says of them counts for little: the rows know.</summary>
internal sealed class AttachedFiles(ChatDbContext db, CurrentUser user)
{
    private static readonly ApiError Unseen = ApiError.BadRequest(Surfaces.Chat, "selectedChatModel: This model can't look at images. Choose one that can.") with
    {
        Message = "This model can't look at images. Choose one that can.",
    };

    /// <summary>Null where every file is there and the person's own, and the model can look at all of them.</summary>
    public async Task<ApiError?> RefusalAsync(NewMessage? message, ModelTarget model, CancellationToken cancellationToken)
    {
        if (message is null || NamesIn(message).Length == 0) return null;
        var names = NamesIn(message);
        var files = await db.Files.AsNoTracking().Where(file => names.Contains(file.Name)).ToDictionaryAsync(file => file.Name, cancellationToken);
        return Refusal(message, files) ?? (!model.Sees && files.Values.Any(file => FileType.IsImage(file.MediaType)) ? Unseen : null);
    }

    /// <summary>The same of a message that is answered again, or whose answer is gone on with: its own images count, as when it was new.</summary>
    /// <param name="messageId">An answer or its question; what is not there is told later.</param>
    public async Task<ApiError?> RefusalOfAgainAsync(ConversationId chat, MessageId messageId, ModelTarget model, CancellationToken cancellationToken)
    {
        if (model.Sees) return null;
        var question = await db.Messages
            .Where(message => message.ConversationId == chat && message.Role == MessageRoles.User
                && (message.Id == messageId || db.Messages.Any(answer => answer.Id == messageId && answer.ParentId == message.Id)))
            .Select(message => message.Parts)
            .FirstOrDefaultAsync(cancellationToken);
        return question?.OfType<FilePart>().Any(file => FileType.IsImage(file.MediaType)) == true ? Unseen : null;
    }

    /// <summary>Inside the caller's transaction: the files stay there until it ends.</summary>
    public async Task<(IReadOnlyList<MessagePart>? Parts, ApiError? Error)> PartsAsync(NewMessage message, CancellationToken cancellationToken)
    {
        var names = NamesIn(message);
        var files = names.Length == 0
            ? []
            : await db.Files.FromSql($"SELECT * FROM chat.files WHERE name = ANY({names}) FOR KEY SHARE").AsNoTracking().ToDictionaryAsync(file => file.Name, cancellationToken);
        if (Refusal(message, files) is { } refusal) return (null, refusal);
        return ([.. message.Parts.Select(part => FileNames.In(part.Url) is { } name ? Shown(files[name], part.Name!) : (MessagePart)new TextPart(part.Text!))], null);
    }

    public static IEnumerable<MessageFile> ShownBy(Message message) =>
        message.Parts.OfType<FilePart>().Select(part => FileNames.In(part.Url)!).Distinct().Select(name => new MessageFile { MessageId = message.Id, FileName = name });

    private ApiError? Refusal(NewMessage message, Dictionary<string, StoredFile> files)
    {
        for (var index = 0; index < message.Parts.Count; index++)
        {
            if (FileNames.In(message.Parts[index].Url) is not { } name) continue;
            var field = $"message.parts[{index}].url";
            if (!files.TryGetValue(name, out var file)) return ApiError.BadRequest(Surfaces.Api, $"{field}: there is no such file any more. Upload it again.");
            if (file.OwnerId != new PersonId(user.Id)) return ApiError.Forbidden(Surfaces.Files, $"{field}: this file belongs to another user.");
        }

        return null;
    }

    // Clients that know no other name of a file send the one that the service made.
    private static FilePart Shown(StoredFile file, string name) =>
        new(file.MediaType, name == file.Name ? file.OriginalName : OriginalNames.Clean(name, file.OriginalName), FileNames.UrlOf(file.Name));

    private static string[] NamesIn(NewMessage message) => [.. message.Parts.Select(part => FileNames.In(part.Url)).OfType<string>().Distinct()];
}
