using System.Text.Json;

namespace Chatbot.Chat.Archives;

/// <summary>
/// A conversation in ChatGPT's <c>conversations.json</c>, as much of it as is read:
/// <c>{"title","create_time":1700000000.5,"conversation_id","current_node","mapping":{"node":{"parent":"node","message":{...}}}}</c>.
/// </summary>
internal sealed record ChatGptConversation(
    string? ConversationId, string? Id, string? Title, double? CreateTime, string? CurrentNode, Dictionary<string, ChatGptNode?>? Mapping)
{
    public static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
}

internal sealed record ChatGptNode(string? Parent, ChatGptMessage? Message);

/// <param name="Recipient"><c>all</c>, or the tool that is called.</param>
internal sealed record ChatGptMessage(ChatGptAuthor? Author, ChatGptContent? Content, double? CreateTime, string? Recipient, ChatGptMetadata? Metadata);

internal sealed record ChatGptAuthor(string? Role);

/// <param name="ContentType"><c>text</c>, <c>multimodal_text</c>, <c>code</c>, <c>thoughts</c> and others.</param>
/// <param name="Parts">Strings, and objects with a <c>content_type</c> of their own.</param>
internal sealed record ChatGptContent(string? ContentType, IReadOnlyList<JsonElement>? Parts, string? Text, string? Language);

internal sealed record ChatGptMetadata(string? ModelSlug, bool? IsVisuallyHiddenFromConversation, IReadOnlyList<ChatGptAttachment?>? Attachments);

internal sealed record ChatGptAttachment(string? Name, string? MimeType);
