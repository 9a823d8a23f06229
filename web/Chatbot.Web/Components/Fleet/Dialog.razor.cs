using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Chatbot.Web.Components.Fleet;

/// <summary>The browser's own modal dialog: it keeps the focus inside, closes with Escape, and gives the focus back.</summary>
public sealed partial class Dialog : IAsyncDisposable
{
    private ElementReference _dialog;
    private ElementScript _script = null!;

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

    public ValueTask DisposeAsync() => _script.DisposeAsync();

    protected override void OnInitialized() => _script = new ElementScript(Js, "./Components/Fleet/Dialog.razor.js");

    protected override Task OnAfterRenderAsync(bool firstRender) => firstRender ? _script.AttachAsync("show", _dialog) : Task.CompletedTask;
}
