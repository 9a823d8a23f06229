using Chatbot.Web.Clients;
using Chatbot.Web.History;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Chatbot.Web.Components.Sidebar;

public sealed partial class HistoryList : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private Guid? current;

    [Inject]
    private HistoryState State { get; set; } = null!;

    [Inject]
    private BrowserClock Clock { get; set; } = null!;

    [Inject]
    private ToastState Toasts { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private IReadOnlyList<HistoryGroup> Groups => HistoryGroups.By(State.Chats, Clock.Now);

    public void Dispose()
    {
        State.Changed -= Draw;
        Navigation.LocationChanged -= Moved;
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        State.Changed += Draw;
        Navigation.LocationChanged += Moved;
        current = ChatAddress.Read(Navigation);
        await LoadAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && await Clock.LearnAsync()) StateHasChanged();
    }

    private Task LoadAsync() => Quietly(State.LoadAsync(_gone.Token));

    private Task MoreAsync() => Quietly(State.LoadMoreAsync(_gone.Token));

    private async Task DeleteAsync(Guid id)
    {
        try
        {
            await State.DeleteAsync(id, _gone.Token);
            if (id == current) Navigation.NavigateTo("/");
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

    private async Task Quietly(Task task)
    {
        try
        {
            await task;
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
