using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Fleet;

/// <summary>Says what will happen, and asks once.</summary>
public sealed partial class ConfirmDialog
{
    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    [Parameter, EditorRequired]
    public string Text { get; set; } = "";

    /// <summary>What the button says that does it.</summary>
    [Parameter, EditorRequired]
    public string Action { get; set; } = "";

    /// <summary>Why it was refused.</summary>
    [Parameter]
    public string? Problem { get; set; }

    [Parameter]
    public EventCallback OnConfirm { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }
}
