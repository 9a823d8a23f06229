using System.Text.Json;
using System.Text.Json.Serialization;

namespace Chatbot.Chat.Contracts;

/// <summary>Answer of <c>GET /api/chat/{id}</c>: the messages of the active path, oldest first, the newest page.</summary>
/// <param name="Generating">An answer is running: <c>GET /api/chat/{id}/stream</c> joins it.</param>
/// <param name="HasMore">There are older messages: ask again with <c>before</c> the first one's id.</param>
/// <param name="Pinned">Kept on top of its owner's list; absent where it is not.</param>
/// <param name="ContextTokens">What the active path will give the model to read before the next message's own text; only with the newest page.</param>
/// <param name="ContextEstimated">That is not what a server counted, or not all of it; absent where it is.</param>
public sealed record ChatDetail(
    Guid Id,
    DateTimeOffset CreatedAt,
    string Title,
    Guid UserId,
    string Visibility,
    IReadOnlyList<ChatMessageDetail> Messages,
    bool Generating,
    bool HasMore,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Pinned = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? ContextTokens = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool ContextEstimated = false);

/// <param name="Role"><c>user</c> or <c>assistant</c>.</param>
/// <param name="Parts">As in the AI SDK's UI messages: <c>{"type":"text","text":"..."}</c>, <c>{"type":"reasoning","text":"..."}</c>, <c>{"type":"file","mediaType","name","url"}</c>.</param>
/// <param name="State"><c>complete</c>, <c>streaming</c>, <c>stopped</c>, <c>interrupted</c> or <c>failed</c>.</param>
/// <param name="Model">The id that was chosen; null for a person's message.</param>
/// <param name="Error">A sentence for people where the state is <c>failed</c>, or <c>interrupted</c> and nothing of the rest could be kept.</param>
/// <param name="Siblings">Ids of the messages with the same parent, this one among them, oldest first.</param>
/// <param name="Usage">What an answer cost; null where that is not known, and for a person's message.</param>
/// <param name="FinishReason">
/// Why an answer ended, as the stream's <c>finish</c> says it: <c>length</c> is one that a limit of tokens has cut off, and that
/// <c>continue</c> goes on with though its state is <c>complete</c>. Absent for <c>stop</c>, while it runs, and where it is not known.
/// </param>
public sealed record ChatMessageDetail(
    Guid Id,
    Guid? ParentId,
    string Role,
    IReadOnlyList<JsonElement> Parts,
    string State,
    string? Model,
    string? Error,
    DateTimeOffset CreatedAt,
    IReadOnlyList<Guid> Siblings,
    ChatUsage? Usage = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? FinishReason = null);

/// <summary>Body of <c>PATCH /api/chat/{id}</c>; what is null stays.</summary>
/// <param name="Pinned">Kept on top of the list.</param>
/// <param name="ActiveLeaf">A message of this chat: the path to the newest end below it is shown from now on.</param>
public sealed record ChatPatch(string? Title = null, string? Visibility = null, bool? Pinned = null, Guid? ActiveLeaf = null);
