using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Fleet;

/// <summary>Asks for a line of text, or two: a host's name, or a model to download.</summary>
public sealed partial class NameDialog
{
    private string text = "";
    private string second = "";
    private bool isBusy;

    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    [Parameter, EditorRequired]
    public string Action { get; set; } = "";

    [Parameter]
    public string? Hint { get; set; }

    [Parameter]
    public string? Placeholder { get; set; }

    [Parameter]
    public string? SecondLabel { get; set; }

    /// <summary>What stands there first.</summary>
    [Parameter]
    public string Value { get; set; } = "";

    /// <summary>Why it was refused.</summary>
    [Parameter]
    public string? Problem { get; set; }

    [Parameter]
    public EventCallback<(string Text, string? Second)> OnSubmit { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    protected override void OnInitialized() => text = Value;

    private async Task SubmitAsync()
    {
        if (isBusy || text.Trim().Length == 0) return;
        isBusy = true;
        await OnSubmit.InvokeAsync((text.Trim(), second.Trim() is { Length: > 0 } given ? given : null));
        isBusy = false;
    }
}
