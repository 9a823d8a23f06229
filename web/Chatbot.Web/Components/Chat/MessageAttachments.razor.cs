using Chatbot.Web.Conversations;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Chat;

public sealed partial class MessageAttachments
{
    [Parameter, EditorRequired]
    public IEnumerable<FilePart> Files { get; set; } = [];
}
