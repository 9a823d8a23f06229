using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Chatbot.Web.Components.Chat;

/// <summary>
/// The message field. Its text belongs to the browser until it is sent: a field that a server writes into swallows
/// letters of those who type fast.
/// </summary>
public sealed partial class Composer : IAsyncDisposable
{
    private ElementReference form;
    private IJSObjectReference? _module;
    private IJSObjectReference? _field;
    private DotNetObjectReference<Composer>? _self;
    private bool ready;
    private bool hasText;
    private Guid taken;

    [Parameter]
    public bool IsAnswering { get; set; }

    [Parameter]
    public bool IsDisabled { get; set; }

    [Parameter]
    public EventCallback<OutgoingMessage> OnSend { get; set; }

    [Parameter]
    public EventCallback OnStop { get; set; }

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    /// <summary>Told when the field gets its first letter, or loses its last.</summary>
    [JSInvokable]
    public void TextChanged(bool any)
    {
        hasText = any;
        StateHasChanged();
    }

    /// <summary>Enter, or the button. False leaves the text where it is; a message that was taken before is not sent again.</summary>
    [JSInvokable]
    public async Task<bool> SubmitAsync(Guid id, string text)
    {
        if (id == taken) return true;
        if (IsAnswering || IsDisabled || string.IsNullOrWhiteSpace(text)) return false;
        (hasText, taken) = (false, id);
        await OnSend.InvokeAsync(new OutgoingMessage(id, text.Trim()));
        StateHasChanged();
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_field is not null) await _field.InvokeVoidAsync("dispose");
            if (_module is not null) await _module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone.
        }

        _self?.Dispose();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        _module = await Js.InvokeAsync<IJSObjectReference>("import", "./Components/Chat/Composer.razor.js");
        _self = DotNetObjectReference.Create(this);
        _field = await _module.InvokeAsync<IJSObjectReference>("attach", form, _self);
        ready = true;
        StateHasChanged();
    }

    private static void Nothing()
    {
        // The script sends; without a handler here the browser would post the form.
    }
}
