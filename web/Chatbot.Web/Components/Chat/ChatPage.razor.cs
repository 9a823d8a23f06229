using Chatbot.Web.Clients;
using Chatbot.Web.Conversations;
using Chatbot.Web.History;
using Chatbot.Web.ModelCatalog;
using Chatbot.Web.Sessions;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Chat;

/// <summary>
/// A new chat and a stored one are one page: with the first message only the address changes, and the stream goes on.
/// </summary>
public sealed partial class ChatPage : IDisposable
{
    private int revision;
    private RenderPace pace = null!;
    private Guid reader;
    private bool asked;
    private Guid? shown;
    private int? contextLimit;
    private bool isBlind;
    private bool isGone;

    [Parameter]
    public Guid? ChatId { get; set; }

    /// <summary>A question in the address is sent at once.</summary>
    [SupplyParameterFromQuery(Name = "query")]
    public string? Query { get; set; }

    [Inject]
    private Conversation Chat { get; set; } = null!;

    [Inject]
    private ModelSelection Selection { get; set; } = null!;

    [Inject]
    private ModelFeed Feed { get; set; } = null!;

    [Inject]
    private HistoryState History { get; set; } = null!;

    [Inject]
    private CircuitSession Session { get; set; } = null!;

    [Inject]
    private ToastState Toasts { get; set; } = null!;

    [Inject]
    private PageScript Script { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    public void Dispose()
    {
        isGone = true;
        Chat.Changed -= pace.Request;
        Feed.Changed -= Measure;
        Selection.Changed -= Measure;
        History.Edited -= Learn;
        pace.Dispose();
        Chat.Dispose();
    }

    protected override void OnInitialized()
    {
        pace = new RenderPace(Time, RenderPace.TwentyHertz, () => _ = InvokeAsync(Draw));
        Chat.Changed += pace.Request;
        Chat.Started += Started;
        Chat.Stored += Stored;
        Chat.Renamed += Renamed;
        Feed.Changed += Measure;
        Selection.Changed += Measure;
        History.Edited += Learn;
        (contextLimit, isBlind) = Measured();
    }

    protected override async Task OnParametersSetAsync()
    {
        reader = (await Session.GetAsync()).User.Id;
        if (ChatId is { } id)
        {
            // The chat that was just started here is the one that the address now names.
            if (id != Chat.Id)
            {
                Show(null);
                Run(TitleAsync(History.Find(id)?.Title ?? ""));
                Answered(Chat.OpenAsync(id, reader));
            }
        }
        else
        {
            // From a chat to a new one; the address may still be on its way to a chat that was started here.
            if (shown is not null) Chat.Reset();
            if (shown is not null || title is null) Run(TitleAsync(""));
        }

        shown = ChatId;
        if (ChatId is null && !asked && !string.IsNullOrWhiteSpace(Query))
        {
            asked = true;
            Ask(Query);
        }
    }

    private void Ask(string text) => Answered(Chat.SendAsync(text, Selection.Id));

    private bool Send(OutgoingMessage message)
    {
        if (!Chat.CanAct) return false;
        Answered(Chat.SendAsync(message.Text, Selection.Id, message.Id, message.Files));
        return true;
    }

    private bool IsStored(Guid message) => Chat.Messages.Any(shown => shown.Id == message && !shown.IsUnsent);

    // What was said elsewhere does not take away what is being said in other words here.
    private void ComeBack()
    {
        if (edited is null) Answered(Chat.ReadAgainAsync());
    }

    private void Retry() => Run(Chat.OpenAsync(Chat.Id, reader));

    private Task OlderAsync() => Chat.LoadOlderAsync();

    private Task StopAsync() => Chat.StopAsync();

    private async Task SetVisibilityAsync(string visibility)
    {
        try
        {
            await Chat.SetVisibilityAsync(visibility);
            History.Show(Chat.Id, visibility);
        }
        catch (ServiceFailure failure)
        {
            Toasts.Show(failure.Message, isError: true);
        }
    }

    // An answer takes as long as it takes: the event that started it must not wait for it, and a bug in it must be seen.
    private void Run(Task task) => _ = WatchAsync(task);

    private async Task WatchAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (OperationCanceledException)
        {
            // Left, or the browser is away: nothing that the page should fail for.
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }

    private void Measure()
    {
        var measured = Measured();
        if (measured == (contextLimit, isBlind)) return;
        (contextLimit, isBlind) = measured;
        pace.Request();
    }

    private (int? ContextLimit, bool IsBlind) Measured() =>
        (ContextWindow.Of(Selection.Current), Selection.Current is { Capabilities.Vision: false });

    private void Draw()
    {
        revision++;
        // Its successor has taken its place, or another chat has: it does not come back with its editor open.
        if (edited is { } id && Chat.Messages.All(message => message.Id != id)) Show(null);
        StateHasChanged();
    }
}
