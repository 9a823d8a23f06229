using Chatbot.Chat.Conversations;
using Chatbot.Chat.Data;
using Chatbot.Chat.Files;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.Chat.Archives;

/// <summary>
/// Files that an archive names. Only the person's own that are still here are shown again; a note stands for every other
/// one, whether nobody or somebody else has it.
/// </summary>
internal sealed class ImportedFiles
{
    private const string Folder = "/api/files/";

    private readonly Dictionary<string, StoredFile> _own;

    private ImportedFiles(Dictionary<string, StoredFile> own) => _own = own;

    public static async Task<ImportedFiles> OfAsync(ChatDbContext db, PersonId person, ImportedChat chat, CancellationToken cancellationToken)
    {
        var names = chat.Messages.SelectMany(message => message.Parts).OfType<FilePart>().Select(NameOf).OfType<string>().Distinct().ToList();
        if (names.Count == 0) return new([]);
        return new(await db.Files.AsNoTracking().Where(file => file.OwnerId == person && names.Contains(file.Name)).ToDictionaryAsync(file => file.Name, cancellationToken));
    }

    public IReadOnlyList<MessagePart> Resolve(IReadOnlyList<MessagePart> parts) => [.. parts.Select(Resolve)];

    public static IEnumerable<MessageFile> ShownBy(MessageId message, IReadOnlyList<MessagePart> parts) =>
        parts.OfType<FilePart>().Select(file => NameOf(file)!).Distinct().Select(name => new MessageFile { MessageId = message, FileName = name });

    private MessagePart Resolve(MessagePart part)
    {
        if (part is not FilePart file) return part;
        return NameOf(file) is { } name && _own.TryGetValue(name, out var own)
            ? new FilePart(own.MediaType, ImportedText.LineOf(file.Name) ?? own.OriginalName, Folder + own.Name)
            : ImportedText.Note($"file: {file.Name}");
    }

    private static string? NameOf(FilePart file) =>
        file.Url.StartsWith(Folder, StringComparison.Ordinal) && !file.Url.Contains('\0') ? file.Url[Folder.Length..] : null;
}
