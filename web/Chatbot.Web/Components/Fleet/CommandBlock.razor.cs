using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Fleet;

/// <summary>Lines for a terminal, with a button that copies them.</summary>
public sealed partial class CommandBlock
{
    [Parameter, EditorRequired]
    public string Text { get; set; } = "";

    /// <summary>Of the element, for tests.</summary>
    [Parameter]
    public string? Name { get; set; }
}
