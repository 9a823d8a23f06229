using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Sharing;

/// <summary>Somebody else's public chat, to be read: a plain page, whole in its first answer.</summary>
public sealed partial class SharedChat
{
    [Parameter, EditorRequired]
    public ForeignChat Chat { get; set; } = null!;
}
