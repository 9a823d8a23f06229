using Chatbot.ModelCatalog.Contracts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Chatbot.Web.Components.Fleet;

/// <summary>What those who manage hosts do with one.</summary>
public sealed partial class HostMenu
{
    private bool open;
    private ElementReference button;

    [Parameter, EditorRequired]
    public HostEntry Host { get; set; } = null!;

    [Parameter]
    public EventCallback<HostChoice> OnChoose { get; set; }

    // The entry goes with the menu: a dialog that opens now gives the focus back to the button.
    private async Task ChooseAsync(HostChoice choice)
    {
        open = false;
        await button.FocusAsync();
        await OnChoose.InvokeAsync(choice);
    }

    private async Task KeyAsync(KeyboardEventArgs key)
    {
        if (key.Key != "Escape" || !open) return;
        open = false;
        await button.FocusAsync();
    }
}
