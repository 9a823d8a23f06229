using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Chatbot.Web.Components.Chat;

public sealed partial class VisibilitySelector
{
    private bool open;
    private ElementReference button;

    /// <summary><c>private</c> or <c>public</c>.</summary>
    [Parameter]
    public string Value { get; set; } = "private";

    /// <summary>Where others find the chat; null while nothing of it is stored.</summary>
    [Parameter]
    public string? Link { get; set; }

    [Parameter]
    public EventCallback<string> OnChange { get; set; }

    private bool IsPublic => Value == "public";

    private async Task ChooseAsync(string value)
    {
        open = false;
        await button.FocusAsync(); // What was pressed goes with the menu.
        if (value != Value) await OnChange.InvokeAsync(value);
    }

    private async Task KeyAsync(KeyboardEventArgs key)
    {
        if (key.Key != "Escape" || !open) return;
        open = false;
        await button.FocusAsync();
    }
}
