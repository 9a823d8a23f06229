using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Chat;

public sealed partial class ChatHeader
{
    [Parameter]
    public string Visibility { get; set; } = "private";

    /// <summary>Where others find the chat; null while nothing of it is stored.</summary>
    [Parameter]
    public string? Link { get; set; }

    [Parameter]
    public bool CanShare { get; set; }

    [Parameter]
    public EventCallback<string> OnVisibility { get; set; }
}
