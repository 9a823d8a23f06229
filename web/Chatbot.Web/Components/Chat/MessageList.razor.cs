using Chatbot.Web.Conversations;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Chatbot.Web.Components.Chat;

public sealed partial class MessageList : IAsyncDisposable
{
    private ElementReference scroll;
    private ElementReference jump;
    private IJSObjectReference? _module;
    private IJSObjectReference? _follower;
    private DotNetObjectReference<MessageList>? _self;
    private bool _isDisposed;

    [Parameter, EditorRequired]
    public IReadOnlyList<ChatMessage> Messages { get; set; } = [];

    /// <summary>Messages change in place: a new number says that something did.</summary>
    [Parameter]
    public int Revision { get; set; }

    [Parameter]
    public bool IsAnswering { get; set; }

    [Parameter]
    public ModelStatus? Status { get; set; }

    [Parameter]
    public bool IsConnectionLost { get; set; }

    [Parameter]
    public string? Failure { get; set; }

    /// <summary>What is shown is about to be exchanged: nothing can be done with it.</summary>
    [Parameter]
    public bool IsBusy { get; set; }

    [Parameter]
    public bool HasMore { get; set; }

    /// <summary>Why the older messages did not come.</summary>
    [Parameter]
    public string? OlderFailure { get; set; }

    [Parameter]
    public EventCallback<ChatMessage> OnResend { get; set; }

    [Parameter]
    public EventCallback<ChatMessage> OnRemove { get; set; }

    /// <summary>The message that is being said in other words.</summary>
    [Parameter]
    public Guid? Edited { get; set; }

    [Parameter]
    public string? EditFailure { get; set; }

    /// <summary>Without it nothing can be asked again: somebody else's chat.</summary>
    [Parameter]
    public EventCallback<(ChatMessage Answer, string? Model)> OnRegenerate { get; set; }

    [Parameter]
    public EventCallback<(ChatMessage Answer, bool IsUp)> OnVote { get; set; }

    [Parameter]
    public EventCallback<Guid> OnBranch { get; set; }

    [Parameter]
    public EventCallback<ChatMessage?> OnEdit { get; set; }

    [Parameter]
    public EventCallback<(ChatMessage Message, string Text)> OnEdited { get; set; }

    [Parameter]
    public EventCallback<ChatMessage> OnContinue { get; set; }

    [Parameter]
    public EventCallback<(ChatMessage Answer, ToolPart Call, bool Approved)> OnDecide { get; set; }

    [Parameter]
    public EventCallback OnOlder { get; set; }

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    private bool CanAct => !IsAnswering && !IsBusy;

    // Until the first letter, and again while the connection is being made.
    private bool ShowsStatus => IsAnswering && (IsConnectionLost || Status is not null || Messages is not [.., { Role: ChatMessage.Assistant, Parts.Count: > 0 }]);

    private string Spoken => (IsAnswering, Messages) switch
    {
        (true, _) when IsConnectionLost => ChatTexts.SpokenLost,
        (true, _) when ShowsStatus => StatusText.Spoken(Status),
        (true, _) => ChatTexts.SpokenAnswers,
        (false, [.., { Role: ChatMessage.Assistant, Version: > 0 } answer]) => answer.State switch
        {
            MessageState.Complete => ChatTexts.SpokenComplete,
            MessageState.Stopped => ChatTexts.Stopped,
            MessageState.Interrupted => ChatTexts.Interrupted,
            _ => "", // A failure is an alert of its own.
        },
        _ => "",
    };

    /// <summary>What is copied of a message: its text as it was written, not as it is drawn.</summary>
    [JSInvokable]
    public string? SourceOf(Guid message) => Messages.FirstOrDefault(shown => shown.Id == message)?.Source;

    public ValueTask DisposeAsync()
    {
        _isDisposed = true;
        return LetGoAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        try
        {
            _module = await Js.InvokeAsync<IJSObjectReference>("import", "./Components/Chat/MessageList.razor.js");
            if (!_isDisposed)
            {
                _self = DotNetObjectReference.Create(this);
                _follower = await _module.InvokeAsync<IJSObjectReference>("follow", scroll, jump, _self);
            }
        }
        catch (Exception exception) when (exception is JSDisconnectedException or OperationCanceledException)
        {
            // The browser is gone, or does not answer.
        }

        if (_isDisposed) await LetGoAsync();
    }

    // Also of what came only after the list had gone. A reference that is kept would keep its whole list in the browser.
    private async ValueTask LetGoAsync()
    {
        try
        {
            if (_follower is not null)
            {
                await _follower.InvokeVoidAsync("dispose");
                await _follower.DisposeAsync();
            }

            if (_module is not null) await _module.DisposeAsync();
        }
        catch (Exception exception) when (exception is JSDisconnectedException or OperationCanceledException)
        {
            // The browser is gone.
        }

        _self?.Dispose();
    }
}
