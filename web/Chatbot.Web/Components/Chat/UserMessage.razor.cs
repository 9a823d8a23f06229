using Chatbot.Web.Conversations;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Chat;

public sealed partial class UserMessage
{
    private int? drawn;

    [Parameter, EditorRequired]
    public ChatMessage Message { get; set; } = null!;

    /// <summary>Of the message, which changes in place.</summary>
    [Parameter]
    public int Version { get; set; }

    protected override bool ShouldRender() => drawn != Version;

    protected override void OnAfterRender(bool firstRender) => drawn = Version;
}
