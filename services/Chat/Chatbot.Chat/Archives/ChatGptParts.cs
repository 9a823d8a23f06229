using System.Text.Json;
using Chatbot.Chat.Conversations;

namespace Chatbot.Chat.Archives;

/// <summary>
/// What a message of ChatGPT's shows: its texts, code as a block, and a note where there was an image (<c>[image]</c>) or a
/// file (<c>[file: name]</c>). Its thoughts and what is meant for tools are left out.
/// </summary>
internal static class ChatGptParts
{
    private static readonly string[] Inner = ["thoughts", "reasoning_recap", "user_editable_context", "model_editable_context", "system_error"];

    public static IReadOnlyList<MessagePart> Of(ChatGptMessage message)
    {
        if (message.Content is not { } content || Inner.Contains(content.ContentType)) return [];
        if (message.Recipient is not (null or "all") || message.Metadata?.IsVisuallyHiddenFromConversation == true) return [];

        var texts = content switch
        {
            { ContentType: "code", Text: { Length: > 0 } code } => [$"```{Language(content.Language)}\n{code}\n```"],
            { Parts: { } parts } => parts.Select(Text),
            { Text: { } text } => [text],
            _ => [$"[{content.ContentType}]"],
        };
        var files = (message.Metadata?.Attachments ?? []).Where(file => file?.MimeType?.StartsWith("image/", StringComparison.Ordinal) != true)
            .Select(file => ImportedText.Note($"file: {file?.Name}"));
        return [.. texts.Where(text => !string.IsNullOrWhiteSpace(text)).Select(text => new TextPart(ImportedText.Of(text))), .. files];
    }

    private static string Text(JsonElement part)
    {
        if (part.ValueKind == JsonValueKind.String) return part.GetString()!;
        if (part.ValueKind != JsonValueKind.Object) return "";
        // {"content_type":"audio_transcription","text":"..."}
        if (part.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String) return text.GetString()!;
        var type = part.TryGetProperty("content_type", out var given) && given.ValueKind == JsonValueKind.String ? given.GetString() : null;
        return ImportedText.Note(type == "image_asset_pointer" ? "image" : type).Text;
    }

    private static string Language(string? language) => language is null or "unknown" || !language.All(char.IsAsciiLetterOrDigit) ? "" : language;
}
