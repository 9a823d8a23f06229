using Chatbot.Chat.Contracts;
using Chatbot.Web.Clients;
using Chatbot.Web.Conversations;
using Chatbot.Web.History;
using Chatbot.Web.ModelCatalog;
using Chatbot.Web.Sessions;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

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
        Chat.Changed -= pace.Request;
        Feed.Changed -= MeasureContext;
        Selection.Changed -= MeasureContext;
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
        Feed.Changed += MeasureContext;
        Selection.Changed += MeasureContext;
        History.Edited += Learn;
        contextLimit = ContextWindow.Of(Selection.Current);
    }

    protected override async Task OnParametersSetAsync()
    {
        reader = (await Session.GetAsync()).User.Id;
        if (ChatId is { } id)
        {
            // The chat that was just started here is the one that the address now names.
            if (id != Chat.Id)
            {
                edited = null;
                Run(Chat.OpenAsync(id, reader));
            }
        }
        else if (shown is not null)
        {
            // From a chat to a new one; the address may still be on its way to a chat that was started here.
            Chat.Reset();
            await TitleAsync("");
        }

        shown = ChatId;
        if (ChatId is null && !asked && !string.IsNullOrWhiteSpace(Query))
        {
            asked = true;
            Ask(Query);
        }
    }

    private void Ask(string text) => Run(Chat.SendAsync(text, Selection.Id));

    private void Send(OutgoingMessage message) => Run(Chat.SendAsync(message.Text, Selection.Id, message.Id, message.Files));

    private void Retry() => Run(Chat.RetryAsync());

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

    private void Started() => Navigation.NavigateTo(ChatAddress.Of(Chat.Id), new NavigationOptions { ReplaceHistoryEntry = true });

    private void Stored()
    {
        var first = Chat.Messages[0];
        var text = first.HasText ? first.Source : first.Files.FirstOrDefault()?.Name ?? "";
        var title = Chat.Title.Length > 0 ? Chat.Title : text.Length > 60 ? $"{text[..60].TrimEnd()}…" : text;
        History.Add(new ChatSummary(Chat.Id, Time.GetUtcNow(), title, reader, Chat.Visibility));
    }

    private void Renamed(string title)
    {
        History.Rename(Chat.Id, title);
        Run(TitleAsync(title));
    }

    // In the list beside the page.
    private void Learn(ChatSummary chat)
    {
        if (chat.Id != Chat.Id) return;
        Chat.Learn(chat);
        Run(TitleAsync(chat.Title));
    }

    private async Task TitleAsync(string title)
    {
        try
        {
            await Script.SetTitleAsync(ProductName.Title(title));
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone.
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
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }

    private void MeasureContext()
    {
        var limit = ContextWindow.Of(Selection.Current);
        if (limit == contextLimit) return;
        contextLimit = limit;
        pace.Request();
    }

    private void Draw()
    {
        revision++;
        StateHasChanged();
    }
}
