using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Chat;

/// <summary>What goes along with the message that is being written.</summary>
public sealed partial class AttachmentPreviews
{
    [Parameter, EditorRequired]
    public IReadOnlyList<Attachment> Attachments { get; set; } = [];

    [Parameter]
    public EventCallback<string> OnRemove { get; set; }

    [Parameter]
    public EventCallback<string> OnRetry { get; set; }

    /// <summary>A pasted text goes into the field after all.</summary>
    [Parameter]
    public EventCallback<string> OnAsText { get; set; }
}
