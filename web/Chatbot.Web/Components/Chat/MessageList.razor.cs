using Chatbot.Web.Conversations;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Chatbot.Web.Components.Chat;

public sealed partial class MessageList : IAsyncDisposable
{
    private ElementReference scroll;
    private ElementReference jump;
    private ElementScript _script = null!;
    private DotNetObjectReference<MessageList>? _self;

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

    [Parameter]
    public EventCallback OnComeBack { get; set; }

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    private bool CanAct => !IsAnswering && !IsBusy;

    // Until the first letter, between a tool and what the model says of it, and again while the connection is being made.
    private bool ShowsStatus => IsAnswering && (IsConnectionLost || Status is not null || !HasBegun);

    private bool HasBegun => Messages is [.., { Role: ChatMessage.Assistant, Parts.Count: > 0 }];

    private string Spoken => (IsAnswering, Messages) switch
    {
        (true, _) when IsConnectionLost => ChatTexts.SpokenLost,
        // That it is the model's turn again after each tool is for the eye alone.
        (true, _) when ShowsStatus && !(HasBegun && Status == ModelStatus.Waiting) => StatusText.Spoken(Status),
        (true, _) => ChatTexts.SpokenAnswers,
        (false, [.., { Role: ChatMessage.Assistant, Version: > 0 } answer]) => answer.State switch
        {
            MessageState.Complete => ChatTexts.SpokenComplete,
            MessageState.Stopped => ChatTexts.Stopped,
            MessageState.Interrupted => ChatTexts.Interrupted,
            MessageState.CutOff => ChatTexts.CutOff,
            MessageState.Filtered => ChatTexts.Filtered,
            _ => "", // A failure is an alert of its own.
        },
        _ => "",
    };

    /// <summary>What is copied of a message: its text as it was written, not as it is drawn.</summary>
    [JSInvokable]
    public string? SourceOf(Guid message) => Messages.FirstOrDefault(shown => shown.Id == message)?.Source;

    /// <summary>The person is back from another window.</summary>
    [JSInvokable]
    public Task ComeBackAsync() => OnComeBack.InvokeAsync();

    public async ValueTask DisposeAsync()
    {
        await _script.DisposeAsync();
        _self?.Dispose();
    }

    protected override void OnInitialized() => _script = new ElementScript(Js, "./Components/Chat/MessageList.razor.js");

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        _self = DotNetObjectReference.Create(this);
        await _script.AttachAsync("follow", scroll, jump, _self);
    }
}
