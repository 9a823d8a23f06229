using Chatbot.Web.Conversations;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Sharing;

public sealed partial class SharedMessage
{
    [Parameter, EditorRequired]
    public ChatMessage Message { get; set; } = null!;

    private bool IsUser => Message.Role == ChatMessage.User;

    private string? Seam => Message.State switch
    {
        MessageState.Stopped => SharedTexts.AnswerStopped,
        MessageState.Interrupted => SharedTexts.AnswerInterrupted,
        MessageState.Failed => SharedTexts.AnswerFailed,
        MessageState.CutOff => SharedTexts.AnswerCutOff,
        MessageState.Filtered => SharedTexts.AnswerFiltered,
        _ => null,
    };
}
