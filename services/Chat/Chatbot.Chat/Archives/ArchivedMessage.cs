using System.Text.Json;
using Chatbot.Chat.Contracts;
using Chatbot.Chat.Conversations;

namespace Chatbot.Chat.Archives;

/// <summary>A message in an archive of ours.</summary>
/// <param name="Parts">As <c>GET /api/chat/{id}</c> has them; a file is told by its name, type and url, its bytes are not in the archive.</param>
internal sealed record ArchivedMessage(
    Guid Id,
    Guid? ParentId,
    string? Role,
    IReadOnlyList<JsonElement>? Parts,
    string? State,
    string? Model,
    string? Error,
    DateTimeOffset CreatedAt,
    ChatUsage? Usage,
    string? FinishReason)
{
    public static ArchivedMessage Of(Message message) => new(
        message.Id.Value,
        message.ParentId?.Value,
        message.Role,
        MessageParts.ToElements(message.Parts),
        message.State,
        message.Model,
        message.Error,
        message.CreatedAt,
        message.Usage?.ToContract(),
        message.FinishReason);
}
