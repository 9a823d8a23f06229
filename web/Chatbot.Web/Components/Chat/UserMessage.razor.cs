using Chatbot.Web.Conversations;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Chat;

public sealed partial class UserMessage
{
    private (ChatMessage Message, int Version, bool CanAct, bool IsEdited, string? EditFailure)? drawn;

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

    /// <summary>Why the other words were not taken.</summary>
    [Parameter]
    public string? EditFailure { get; set; }

    /// <summary>One that was not taken, once more.</summary>
    [Parameter]
    public EventCallback<ChatMessage> OnResend { get; set; }

    /// <summary>One that was not taken is not wanted any more.</summary>
    [Parameter]
    public EventCallback<ChatMessage> OnRemove { get; set; }

    [Parameter]
    public EventCallback<Guid> OnBranch { get; set; }

    protected override bool ShouldRender() => drawn != (Message, Version, CanAct, IsEdited, EditFailure);

    protected override void OnAfterRender(bool firstRender) => drawn = (Message, Version, CanAct, IsEdited, EditFailure);
}
