using Chatbot.Chat.Contracts;
using Chatbot.Web.Clients;
using Chatbot.Web.History;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace Chatbot.Web.Components.Sidebar;

public sealed partial class HistoryList : IAsyncDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private Guid? current;
    private Guid? wanted;
    private string text = "";
    private ElementReference search;
    private Guid? open;
    private bool isDue;
    private ElementScript _script = null!;
    private DotNetObjectReference<HistoryList>? _self;

    [Inject]
    private HistoryState State { get; set; } = null!;

    [Inject]
    private HistoryActions Actions { get; set; } = null!;

    [Inject]
    private BrowserClock Clock { get; set; } = null!;

    [Inject]
    private ToastState Toasts { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    private ChatShelf Shelf => State.IsSearching ? State.Found : State.Recent;

    private IReadOnlyList<HistoryGroup> Groups
    {
        get
        {
            if (State.IsSearching) return State.Found.Chats.Count == 0 ? [] : [new HistoryGroup(SidebarTexts.Results, State.Found.Chats)];
            var byDay = HistoryGroups.By(State.Recent.Chats, Clock.Now);
            return State.Pinned.Chats.Count == 0 ? byDay : [new HistoryGroup(SidebarTexts.Pinned, State.Pinned.Chats), .. byDay];
        }
    }

    /// <summary>The person is back from another window, or another device.</summary>
    [JSInvokable]
    public Task ComeBackAsync() => MayShow() ? TryAsync(token => State.RefreshAsync(MayShow, token)) : Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        State.Changed -= Draw;
        Navigation.LocationChanged -= Moved;
        await _gone.CancelAsync();
        await _script.DisposeAsync();
        _self?.Dispose();
        _gone.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        State.Changed += Draw;
        Navigation.LocationChanged += Moved;
        _script = new ElementScript(Js, "./coming-back.js");
        current = ChatAddress.Read(Navigation);
        await LoadAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        wanted = null;
        if (!firstRender) return;
        _self = DotNetObjectReference.Create(this);
        if (await Clock.LearnAsync()) StateHasChanged();
        await _script.AttachAsync("watch", _self);
    }

    // Under an open menu or field nothing moves: what came from elsewhere waits until it is closed.
    private bool MayShow() => !(isDue = open is not null);

    private void Opened(Guid chat, bool isOpen)
    {
        if (isOpen) open = chat;
        else if (open == chat) open = null;
        if (isDue && open is null && !_gone.IsCancellationRequested) _ = ComeBackAsync();
    }

    private Task LoadAsync() => TryAsync(token => State.IsSearching ? State.Found.LoadAsync(token) : State.LoadAsync(token));

    private Task MoreAsync() => TryAsync(Shelf.LoadMoreAsync);

    private Task SearchAsync() => TryAsync(token => State.SearchAsync(text, token));

    private async Task ClearAsync()
    {
        text = "";
        await TryAsync(token => State.SearchAsync("", token));
        await search.FocusAsync();
    }

    private Task PressedAsync(KeyboardEventArgs key)
    {
        if (key.IsComposing || text.Length == 0) return Task.CompletedTask;
        if (key.Key == "Escape") return ClearAsync();
        // Only what was found for what stands there.
        if (key.Key == "Enter" && State is { IsSearching: true, Found: { IsLoaded: true, IsLoading: false, Chats: [var first, ..] } }) Navigation.NavigateTo(ChatAddress.Of(first.Id));
        return Task.CompletedTask;
    }

    private async Task<bool> RenameAsync(ChatSummary chat, string title)
    {
        var renamed = false;
        await TryAsync(async token =>
        {
            await Actions.RenameAsync(chat.Id, title, token);
            renamed = true;
        });
        return renamed;
    }

    private Task PinAsync(ChatSummary chat) => TryAsync(async token =>
    {
        await Actions.PinAsync(chat.Id, !chat.Pinned, token);
        Focus(chat.Id); // The row stands in another group.
    });

    private Task ShowAsync((ChatSummary Chat, string Visibility) change) => TryAsync(token => Actions.ShowAsync(change.Chat.Id, change.Visibility, token));

    private Task DeleteAsync(ChatSummary chat) => TryAsync(async token =>
    {
        var shown = Groups.SelectMany(group => group.Chats).Select(other => other.Id).ToList();
        var index = shown.IndexOf(chat.Id);
        await Actions.DeleteAsync(chat.Id, token);
        if (shown.Count > 1) Focus(shown[index + 1 < shown.Count ? index + 1 : index - 1]);
        else await search.FocusAsync();
        var wasShown = chat.Id == current;
        if (wasShown) Navigation.NavigateTo("/");
        Toasts.Offer(SidebarTexts.Deleted, SidebarTexts.Undo, () => RestoreAsync(chat.Id, wasShown));
    });

    private Task RestoreAsync(Guid id, bool isShown) => TryAsync(async token =>
    {
        await Actions.RestoreAsync(id, token);
        if (isShown) Navigation.NavigateTo(ChatAddress.Of(id));
    });

    private void Focus(Guid chat)
    {
        wanted = chat;
        StateHasChanged();
    }

    private async Task TryAsync(Func<CancellationToken, Task> act)
    {
        try
        {
            await act(_gone.Token);
        }
        catch (ServiceFailure failure)
        {
            Toasts.Show(failure.Message, isError: true);
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page is gone.
        }
    }

    private void Moved(object? sender, LocationChangedEventArgs moved)
    {
        current = ChatAddress.Read(Navigation);
        Draw();
    }

    private void Draw() => _ = InvokeAsync(StateHasChanged);
}
