using Chatbot.Web.Conversations;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Chatbot.Web.Components.Chat;

/// <summary>
/// The message field. Its text and files belong to the browser until they are sent: a field that a server writes into
/// swallows letters of those who type fast, and what belongs to the browser is there again after a reload.
/// </summary>
public sealed partial class Composer : IAsyncDisposable
{
    private ElementReference form;
    private IJSObjectReference? _module;
    private IJSObjectReference? _field;
    private DotNetObjectReference<Composer>? _self;
    private IReadOnlyList<Attachment> attachments = [];
    private (Guid Chat, bool IsNew) opened;
    private bool ready;
    private bool hasText;
    private int length;
    private Guid taken;

    [Parameter]
    public bool IsAnswering { get; set; }

    [Parameter]
    public bool IsDisabled { get; set; }

    /// <summary>The chat whose draft this is.</summary>
    [Parameter]
    public Guid ChatId { get; set; }

    /// <summary>All new chats have one draft, of this person.</summary>
    [Parameter]
    public bool IsNew { get; set; }

    [Parameter]
    public Guid Person { get; set; }

    /// <summary>Of the model's context, in tokens.</summary>
    [Parameter]
    public long? ContextUsed { get; set; }

    [Parameter]
    public int? ContextLimit { get; set; }

    [Parameter]
    public EventCallback<OutgoingMessage> OnSend { get; set; }

    [Parameter]
    public EventCallback OnStop { get; set; }

    /// <summary>ArrowUp in the empty field.</summary>
    [Parameter]
    public EventCallback OnEditLast { get; set; }

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    private bool IsUploading => attachments.Any(attachment => attachment.IsUploading);

    private bool CanSend => !IsDisabled && !IsUploading && (hasText || attachments.Any(attachment => attachment.File is not null));

    /// <summary>Told when the field gets its first letter, or loses its last, and now and then in between.</summary>
    [JSInvokable]
    public void TextChanged(bool any, int characters = 0)
    {
        (hasText, length) = (any, characters);
        StateHasChanged();
    }

    /// <summary>All that is attached, after every change.</summary>
    [JSInvokable]
    public void AttachmentsChanged(IReadOnlyList<Attachment> now)
    {
        attachments = now;
        StateHasChanged();
    }

    /// <summary>Enter, or the button. False leaves the text where it is; a message that was taken before is not sent again.</summary>
    [JSInvokable]
    public async Task<bool> SubmitAsync(Guid id, string text, IReadOnlyList<Attachment>? files = null)
    {
        if (id == taken) return true;
        var attached = (files ?? []).Select(file => (file with { State = "done" }).File).OfType<FilePart>().ToList();
        if (IsAnswering || IsDisabled || (string.IsNullOrWhiteSpace(text) && attached.Count == 0)) return false;
        (hasText, length, taken, attachments) = (false, 0, id, []);
        await OnSend.InvokeAsync(attached.Count == 0 ? new OutgoingMessage(id, text.Trim()) : new OutgoingMessage(id, text.Trim()) { Files = attached });
        StateHasChanged();
        return true;
    }

    /// <summary>Escape in the field.</summary>
    [JSInvokable]
    public Task StopAsync() => IsAnswering ? OnStop.InvokeAsync() : Task.CompletedTask;

    [JSInvokable]
    public Task EditLastAsync() => IsAnswering ? Task.CompletedTask : OnEditLast.InvokeAsync();

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
        if (firstRender)
        {
            opened = (ChatId, IsNew);
            _module = await Js.InvokeAsync<IJSObjectReference>("import", "./Components/Chat/Composer.razor.js");
            _self = DotNetObjectReference.Create(this);
            _field = await _module.InvokeAsync<IJSObjectReference>("attach", form, _self, Words, Draft());
            ready = true;
            StateHasChanged();
        }
        else if (_field is not null && opened != (ChatId, IsNew))
        {
            opened = (ChatId, IsNew);
            await CallAsync("open", Draft());
        }
    }

    private static readonly UploadWords Words = new(
        ChatTexts.UploadFailed, ChatTexts.FileTooLarge, ChatTexts.ImageTooLarge, ChatTexts.TooManyFiles, ChatTexts.FileEmpty, ChatTexts.SessionEnded, ChatTexts.PastedName);

    private DraftPlace Draft() => new(opened.Chat, IsNew ? $"new:{Person}" : $"{ChatId}");

    private async Task CallAsync(string function, object argument)
    {
        try
        {
            if (_field is not null) await _field.InvokeVoidAsync(function, argument);
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone.
        }
    }

    private static void Nothing()
    {
        // The script sends; without a handler here the browser would post the form.
    }

    /// <param name="Chat">The same chat again keeps what stands in the field, under its new key.</param>
    private sealed record DraftPlace(Guid Chat, string Key);

    private sealed record UploadWords(string Failed, string TooLarge, string ImageTooLarge, string TooMany, string Empty, string SignedOut, string PastedName);
}
