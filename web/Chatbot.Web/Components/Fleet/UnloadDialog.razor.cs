using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Fleet;

/// <summary>For a model that is answering: it is let finish, unless somebody says twice that it is not.</summary>
public sealed partial class UnloadDialog
{
    private bool isForcing;

    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    /// <summary>Answers that run on it.</summary>
    [Parameter]
    public int Running { get; set; }

    /// <summary>True breaks them off.</summary>
    [Parameter]
    public EventCallback<bool> OnUnload { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }
}
