using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Chatbot.Web.Components.Chat;

/// <summary>A message that was sent, to be said in other words. As in the composer, the text belongs to the browser until it is sent.</summary>
public sealed partial class MessageEditor : IAsyncDisposable
{
    private ElementReference form;
    private ElementScript _field = null!;
    private DotNetObjectReference<MessageEditor>? _self;
    private bool hasText;

    [Parameter, EditorRequired]
    public string Text { get; set; } = "";

    /// <summary>Files go along: it need not have words.</summary>
    [Parameter]
    public bool HasFiles { get; set; }

    /// <summary>Something is on its way: it can be written on, not sent.</summary>
    [Parameter]
    public bool IsBusy { get; set; }

    /// <summary>Why it was not taken.</summary>
    [Parameter]
    public string? Failure { get; set; }

    [Parameter]
    public EventCallback OnCancel { get; set; }

    [Parameter]
    public EventCallback<string> OnSend { get; set; }

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    private bool CanSend => HasFiles || hasText;

    /// <summary>Told when the field gets its first letter, or loses its last.</summary>
    [JSInvokable]
    public void TextChanged(bool any)
    {
        hasText = any;
        StateHasChanged();
    }

    [JSInvokable]
    public Task SubmitAsync(string text) =>
        IsBusy || (string.IsNullOrWhiteSpace(text) && !HasFiles) || text.Length > 100_000 ? Task.CompletedTask : OnSend.InvokeAsync(text.Trim());

    [JSInvokable]
    public Task CancelAsync() => OnCancel.InvokeAsync();

    public async ValueTask DisposeAsync()
    {
        await _field.DisposeAsync();
        _self?.Dispose();
    }

    protected override void OnInitialized()
    {
        _field = new ElementScript(Js, "./Components/Chat/MessageEditor.razor.js");
        hasText = !string.IsNullOrWhiteSpace(Text);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        _self = DotNetObjectReference.Create(this);
        await _field.AttachAsync("attach", form, _self);
    }

    private static void Nothing()
    {
        // The script sends; without a handler here the browser would post the form.
    }
}
