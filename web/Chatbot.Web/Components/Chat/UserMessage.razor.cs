using Chatbot.Web.Conversations;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Chat;

public sealed partial class UserMessage
{
    private (int Version, bool CanAct, bool IsEdited)? drawn;

    [Parameter, EditorRequired]
    public ChatMessage Message { get; set; } = null!;

    /// <summary>Of the message, which changes in place.</summary>
    [Parameter]
    public int Version { get; set; }

    /// <summary>Nothing runs.</summary>
    [Parameter]
    public bool CanAct { get; set; }

    [Parameter]
    public bool IsEdited { get; set; }

    /// <summary>The message to edit; null to leave it as it is. Without it nothing can be edited: somebody else's chat.</summary>
    [Parameter]
    public EventCallback<ChatMessage?> OnEdit { get; set; }

    [Parameter]
    public EventCallback<(ChatMessage Message, string Text)> OnEdited { get; set; }

    [Parameter]
    public EventCallback<Guid> OnBranch { get; set; }

    protected override bool ShouldRender() => drawn != (Version, CanAct, IsEdited);

    protected override void OnAfterRender(bool firstRender) => drawn = (Version, CanAct, IsEdited);
}
