using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Chat;

public sealed partial class ChatHeader
{
    [Parameter]
    public string Visibility { get; set; } = "private";

    [Parameter]
    public bool CanShare { get; set; }

    [Parameter]
    public EventCallback<string> OnVisibility { get; set; }
}
