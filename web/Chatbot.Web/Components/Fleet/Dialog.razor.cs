using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Chatbot.Web.Components.Fleet;

/// <summary>The browser's own modal dialog: it keeps the focus inside, closes with Escape, and gives the focus back.</summary>
public sealed partial class Dialog : IAsyncDisposable
{
    private ElementReference dialog;
    private IJSObjectReference? module;
    private IJSObjectReference? shown;

    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>Of the element, for tests.</summary>
    [Parameter]
    public string? Name { get; set; }

    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (shown is not null) await shown.InvokeVoidAsync("dispose");
            if (shown is not null) await shown.DisposeAsync();
            if (module is not null) await module.DisposeAsync();
        }
        catch (Exception exception) when (exception is JSDisconnectedException or OperationCanceledException)
        {
            // The browser is gone, and the dialog with it.
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        try
        {
            module = await Js.InvokeAsync<IJSObjectReference>("import", "./Components/Fleet/Dialog.razor.js");
            shown = await module.InvokeAsync<IJSObjectReference>("show", dialog);
        }
        catch (Exception exception) when (exception is JSDisconnectedException or OperationCanceledException)
        {
            // Closed before it was open.
        }
    }
}
