using Chatbot.Chat.Conversations;
using Microsoft.Extensions.AI;

namespace Chatbot.Chat.Files;

/// <summary>
/// Gives a model the files of a prompt, the newest first as far as there is room: images as data, never as an address of ours, all
/// else as text. What can't be given is named, so that the model can say so.
/// </summary>
internal sealed partial class PromptFiles(FileBlobs blobs, ILogger<PromptFiles> logger)
{
    private const int MostCharacters = 200_000;
    private const int MostImageBytes = 20 * 1024 * 1024;

    public async Task<IEnumerable<ChatMessage>> FillAsync(IEnumerable<ChatMessage> messages, bool sees, CancellationToken cancellationToken)
    {
        var filled = messages.ToList();
        var room = new Room(sees);
        for (var index = filled.Count - 1; index >= 0; index--)
        {
            if (!filled[index].Contents.Any(content => content is AttachedContent)) continue;
            var contents = new List<AIContent>();
            foreach (var content in filled[index].Contents) contents.Add(content is AttachedContent file ? await GiveAsync(file.Part, room, cancellationToken) : content);
            filled[index] = new ChatMessage(filled[index].Role, contents);
        }

        return filled;
    }

    private async Task<AIContent> GiveAsync(FilePart file, Room room, CancellationToken cancellationToken)
    {
        var isImage = FileType.IsImage(file.MediaType);
        if (isImage && !room.Sees) return Note(file);
        if (FileNames.In(file.Url) is not { } name) return Note(file, "it is not here");
        if (isImage ? room.ImageBytes <= 0 : room.Characters <= 0) return Note(file, "left out: there are too many files");
        try
        {
            var content = await blobs.ReadAsync(file.MediaType == FileType.PdfMediaType ? FileBlobs.TextOf(name) : name, cancellationToken);
            if (content is null) return Note(file, file.MediaType == FileType.PdfMediaType ? "it has no text that can be read" : "it is not available any more");
            return isImage ? Image(file, content, room) : await TextAsync(file, content, room, cancellationToken);
        }
        catch (TimeoutException exception)
        {
            LogAway(name, exception.InnerException?.Message ?? exception.Message);
            return Note(file, "it can't be read right now");
        }
    }

    private static AIContent Image(FilePart file, BinaryData content, Room room)
    {
        room.ImageBytes -= content.ToMemory().Length;
        return room.ImageBytes < 0 ? Note(file, "left out: there are too many images") : new DataContent(content.ToMemory(), file.MediaType);
    }

    private static async Task<AIContent> TextAsync(FilePart file, BinaryData content, Room room, CancellationToken cancellationToken)
    {
        await using var stream = content.ToStream();
        var (text, isCut) = await PlainText.ReadAsync(stream, room.Characters, cancellationToken);
        room.Characters -= text.Length;
        var fence = Fence(text);
        return new TextContent($"File \"{file.Name}\":\n{fence}\n{text.TrimEnd()}\n{fence}\n{(isCut ? $"[The file \"{file.Name}\" is longer: only its beginning is given.]\n" : "")}\n");
    }

    // Longer than any inside, so that the text does not end it.
    private static string Fence(string text)
    {
        var (longest, run) = (2, 0);
        foreach (var character in text) longest = Math.Max(longest, run = character == '`' ? run + 1 : 0);
        return new string('`', longest + 1);
    }

    private static TextContent Note(FilePart file, string? why = null) =>
        new($"[{(FileType.IsImage(file.MediaType) ? "image" : "file")}: {file.Name}{(why is null ? "" : $" ({why})")}]\n\n");

    [LoggerMessage(Level = LogLevel.Warning, Message = "A model is asked without the file {Name}: {Reason}")]
    private partial void LogAway(string name, string reason);

    private sealed class Room(bool sees)
    {
        public bool Sees => sees;

        public int Characters { get; set; } = MostCharacters;

        public int ImageBytes { get; set; } = MostImageBytes;
    }
}
