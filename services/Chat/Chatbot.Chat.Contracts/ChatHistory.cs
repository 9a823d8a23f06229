using System.Text.Json.Serialization;

namespace Chatbot.Chat.Contracts;

/// <summary>Answer of <c>GET /api/history</c>, newest first.</summary>
public sealed record ChatHistory(IReadOnlyList<ChatSummary> Chats, bool HasMore);

/// <param name="Visibility"><c>public</c> or <c>private</c>.</param>
/// <param name="Pinned">Kept on top; absent where it is not.</param>
public sealed record ChatSummary(
    Guid Id,
    DateTimeOffset CreatedAt,
    string Title,
    Guid UserId,
    string Visibility,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Pinned = false);

/// <summary>Answer of <c>DELETE /api/history</c>.</summary>
public sealed record DeletedHistory(int DeletedCount);
