using System.Text.Json;

namespace Chatbot.Chat.Contracts;

/// <summary>Answer of <c>GET /api/chat/{id}</c>: the messages of the active path, oldest first, the newest page.</summary>
/// <param name="Generating">An answer is running: <c>GET /api/chat/{id}/stream</c> joins it.</param>
/// <param name="HasMore">There are older messages: ask again with <c>before</c> the first one's id.</param>
public sealed record ChatDetail(
    Guid Id,
    DateTimeOffset CreatedAt,
    string Title,
    Guid UserId,
    string Visibility,
    IReadOnlyList<ChatMessageDetail> Messages,
    bool Generating,
    bool HasMore);

/// <param name="Role"><c>user</c> or <c>assistant</c>.</param>
/// <param name="Parts">As in the AI SDK's UI messages: <c>{"type":"text","text":"..."}</c>, <c>{"type":"reasoning","text":"..."}</c>, <c>{"type":"file","mediaType","name","url"}</c>.</param>
/// <param name="State"><c>complete</c>, <c>streaming</c>, <c>stopped</c>, <c>interrupted</c> or <c>failed</c>.</param>
/// <param name="Model">The id that was chosen; null for a person's message.</param>
/// <param name="Error">A sentence for people where the state is <c>failed</c>.</param>
/// <param name="Siblings">Ids of the messages with the same parent, this one among them, oldest first.</param>
public sealed record ChatMessageDetail(
    Guid Id,
    Guid? ParentId,
    string Role,
    IReadOnlyList<JsonElement> Parts,
    string State,
    string? Model,
    string? Error,
    DateTimeOffset CreatedAt,
    IReadOnlyList<Guid> Siblings);

/// <summary>Body of <c>PATCH /api/chat/{id}</c>; what is null stays.</summary>
public sealed record ChatPatch(string? Title = null, string? Visibility = null);
