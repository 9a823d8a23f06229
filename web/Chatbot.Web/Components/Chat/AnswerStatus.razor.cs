using Chatbot.Web.Conversations;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Chat;

/// <summary>What happens while there is no text yet. It is not part of any message.</summary>
public sealed partial class AnswerStatus
{
    [Parameter]
    public ModelStatus? Status { get; set; }

    [Parameter]
    public bool IsConnectionLost { get; set; }
}
