using Chatbot.Web.Conversations;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Sharing;

public sealed partial class SharedMessage
{
    private const string Files = "/api/files/";

    [Parameter, EditorRequired]
    public ChatMessage Message { get; set; } = null!;

    private bool IsUser => Message.Role == ChatMessage.User;

    private string? Seam => Message.State switch
    {
        MessageState.Stopped => SharedTexts.AnswerStopped,
        MessageState.Interrupted => SharedTexts.AnswerInterrupted,
        MessageState.Failed => SharedTexts.AnswerFailed,
        _ => null,
    };

    // An address of somebody else's would be told of every reader.
    private static bool IsOwnFile(string url) => url.StartsWith(Files, StringComparison.Ordinal);

    private static bool IsImage(string mediaType) => mediaType is "image/png" or "image/jpeg" or "image/webp";
}
