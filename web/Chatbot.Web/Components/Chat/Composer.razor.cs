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
    private readonly HashSet<Guid> unsettled = [];
    private ElementReference form;
    private ElementScript _field = null!;
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

    /// <summary>The chosen model cannot see images.</summary>
    [Parameter]
    public bool IsBlind { get; set; }

    /// <summary>False where the message cannot be sent now: then it stays in the field.</summary>
    [Parameter]
    public Func<OutgoingMessage, bool> OnSend { get; set; } = _ => false;

    /// <summary>Whether a message is at the service. Until then the browser keeps it, and shows it again after a reload.</summary>
    [Parameter]
    public Func<Guid, bool> IsStored { get; set; } = _ => false;

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
    public bool Submit(Guid id, string text, IReadOnlyList<Attachment>? files = null)
    {
        if (id == taken) return true;
        var attached = (files ?? []).Select(file => (file with { State = "done" }).File).OfType<FilePart>().ToList();
        if (IsAnswering || IsDisabled || (string.IsNullOrWhiteSpace(text) && attached.Count == 0)) return false;
        if (!OnSend(new OutgoingMessage(id, text.Trim()) { Files = attached })) return false;
        unsettled.Add(id);
        (hasText, length, taken, attachments) = (false, 0, id, [.. attachments.Where(attachment => attachment.IsFailed)]);
        StateHasChanged();
        return true;
    }

    /// <summary>What was sent before and stands in the field again, since nobody said that it had arrived.</summary>
    [JSInvokable]
    public void Restored(IReadOnlyList<Guid> messages)
    {
        unsettled.UnionWith(messages);
        StateHasChanged();
    }

    /// <summary>The browser need not keep this message any longer.</summary>
    public Task SettleAsync(Guid message)
    {
        unsettled.Remove(message);
        return _field.CallAsync("settled", message);
    }

    /// <summary>Escape in the field.</summary>
    [JSInvokable]
    public Task StopAsync() => IsAnswering ? OnStop.InvokeAsync() : Task.CompletedTask;

    [JSInvokable]
    public Task EditLastAsync() => IsAnswering ? Task.CompletedTask : OnEditLast.InvokeAsync();

    public async ValueTask DisposeAsync()
    {
        await _field.DisposeAsync();
        _self?.Dispose();
    }

    protected override void OnInitialized() => _field = new ElementScript(Js, "./Components/Chat/Composer.razor.js");

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            opened = (ChatId, IsNew);
            _self = DotNetObjectReference.Create(this);
            ready = await _field.AttachAsync("attach", form, _self, Words, Draft());
            if (ready) StateHasChanged();
        }
        else if (ready && opened != (ChatId, IsNew))
        {
            if (opened.Chat != ChatId) unsettled.Clear();
            opened = (ChatId, IsNew);
            await _field.CallAsync("open", Draft());
        }

        foreach (var message in unsettled.Where(IsStored).ToList()) await SettleAsync(message);
    }

    private static readonly UploadWords Words = new(
        ChatTexts.UploadFailed, ChatTexts.FileTooLarge, ChatTexts.ImageTooLarge, ChatTexts.TooManyFiles, ChatTexts.FileEmpty, ChatTexts.SessionEnded, ChatTexts.PastedName);

    private DraftPlace Draft() => new(opened.Chat, opened.IsNew ? $"{Person}:new" : $"{Person}:{opened.Chat}", $"{Person}:{opened.Chat}");

    private static void Nothing()
    {
        // The script sends; without a handler here the browser would post the form.
    }

    /// <param name="Chat">The same chat again keeps what stands in the field, under its new key.</param>
    /// <param name="Sent">Where what is on its way is kept.</param>
    private sealed record DraftPlace(Guid Chat, string Key, string Sent);

    private sealed record UploadWords(string Failed, string TooLarge, string ImageTooLarge, string TooMany, string Empty, string SignedOut, string PastedName);
}
