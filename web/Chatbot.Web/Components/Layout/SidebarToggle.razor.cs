using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Chatbot.Web.Components.Layout;

/// <summary>Shows and hides the sidebar, without asking the server; only the browser knows whether it is there.</summary>
public sealed partial class SidebarToggle
{
    [Inject]
    private PageScript Script { get; set; } = null!;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        try
        {
            await Script.TellSidebarAsync();
        }
        catch (Exception exception) when (exception is JSDisconnectedException or OperationCanceledException)
        {
            // The browser is gone, or away: it tells by itself when the sidebar is used.
        }
    }
}
