using Chatbot.Web.Conversations;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Chat;

public sealed partial class AssistantMessage
{
    private (ChatMessage Message, int Version, bool CanGoOn, bool CanAct)? drawn;

    [Parameter, EditorRequired]
    public ChatMessage Message { get; set; } = null!;

    /// <summary>Of the message, which changes in place.</summary>
    [Parameter]
    public int Version { get; set; }

    /// <summary>It is the last one, and nothing else runs.</summary>
    [Parameter]
    public bool CanGoOn { get; set; }

    /// <summary>Nothing runs.</summary>
    [Parameter]
    public bool CanAct { get; set; }

    /// <summary>With another model's id, or null for the chosen one.</summary>
    [Parameter]
    public EventCallback<(ChatMessage Answer, string? Model)> OnRegenerate { get; set; }

    [Parameter]
    public EventCallback<(ChatMessage Answer, bool IsUp)> OnVote { get; set; }

    [Parameter]
    public EventCallback<Guid> OnBranch { get; set; }

    [Parameter]
    public EventCallback<ChatMessage> OnContinue { get; set; }

    [Parameter]
    public EventCallback<(ChatMessage Answer, ToolPart Call, bool Approved)> OnDecide { get; set; }

    private bool IsAskedAgain => CanGoOn && Message.State is (MessageState.Failed or MessageState.Interrupted or MessageState.Stopped or MessageState.CutOff);

    private bool IsStreaming => Message.State == MessageState.Streaming;

    // A message that has not changed is not drawn again, however often its neighbour is.
    protected override bool ShouldRender() => drawn != (Message, Version, CanGoOn, CanAct);

    protected override void OnAfterRender(bool firstRender) => drawn = (Message, Version, CanGoOn, CanAct);
}
