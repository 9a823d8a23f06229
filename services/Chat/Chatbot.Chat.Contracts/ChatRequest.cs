using System.Text.Json;
using System.Text.Json.Serialization;

namespace Chatbot.Chat.Contracts;

/// <summary>Body of <c>POST /api/chat</c>: the history is the service's own, only what is new is sent.</summary>
/// <param name="Id">Of the chat; a new id starts a chat.</param>
/// <param name="SelectedChatModel">With <c>continue</c> and <c>approval</c> it may be left out: the answer's own then.</param>
/// <param name="SelectedVisibilityType"><c>public</c> or <c>private</c>; counts for a new chat.</param>
public sealed record ChatRequest(
    Guid Id,
    NewMessage? Message,
    string? SelectedChatModel,
    string? SelectedVisibilityType,
    RegenerateRequest? Regenerate = null,
    ContinueRequest? Continue = null,
    ApprovalRequest? Approval = null)
{
    /// <summary>
    /// The message that the new one follows, any of this chat: left out it is the end of the active path, and null is none.
    /// With the parent of an earlier message the new one is its edit: a sibling.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ChatParent ParentId { get; init; }
}

/// <param name="Content">Accepted and ignored, for older clients.</param>
/// <param name="CreatedAt">Accepted and ignored, for older clients.</param>
public sealed record NewMessage(Guid Id, string Role, IReadOnlyList<NewPart> Parts, JsonElement? Content = null, JsonElement? CreatedAt = null);

/// <param name="Type"><c>text</c> (with <paramref name="Text"/>) or <c>file</c> (with the others).</param>
public sealed record NewPart(string Type, string? Text = null, string? MediaType = null, string? Name = null, string? Url = null);

public sealed record RegenerateRequest(Guid MessageId);

/// <summary>An answer that was interrupted, stopped or cut off goes on behind what it has.</summary>
public sealed record ContinueRequest(Guid MessageId);

/// <summary>A person's word on a call that waits for it, <c>tool-approval-request</c>.</summary>
public sealed record ApprovalRequest(string ApprovalId, bool Approved);
