using Chatbot.ModelCatalog.Contracts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Chatbot.Web.Components.Fleet;

/// <summary>What those who manage hosts do with one.</summary>
public sealed partial class HostMenu
{
    private bool open;
    private bool takesFocus;
    private ElementReference button;
    private ElementReference first;

    [Parameter, EditorRequired]
    public HostEntry Host { get; set; } = null!;

    [Parameter]
    public EventCallback<HostChoice> OnChoose { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!takesFocus || !open) return;
        takesFocus = false;
        await first.FocusAsync(preventScroll: true);
    }

    private void Toggle() => open = takesFocus = !open;

    // The entry goes with the menu: a dialog that opens now gives the focus back to the button.
    private async Task ChooseAsync(HostChoice choice)
    {
        await CloseAsync();
        await OnChoose.InvokeAsync(choice);
    }

    private async Task KeyAsync(KeyboardEventArgs key)
    {
        if (key.Key == "Escape" && open) await CloseAsync();
    }

    private async Task CloseAsync()
    {
        open = false;
        await button.FocusAsync();
    }
}
