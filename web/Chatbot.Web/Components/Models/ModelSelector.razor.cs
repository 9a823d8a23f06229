using Chatbot.ModelCatalog.Contracts;
using Chatbot.Web.Clients;
using Chatbot.Web.ModelCatalog;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Chatbot.Web.Components.Models;

/// <summary>The drop-down of all models, live; choosing one keeps it for a year.</summary>
public sealed partial class ModelSelector : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private bool open;
    private bool focusSearch;
    private string text = "";
    private ElementReference button;
    private ElementReference search;

    [Inject]
    private ModelFeed Feed { get; set; } = null!;

    [Inject]
    private ModelSelection Selection { get; set; } = null!;

    [Inject]
    private ModelActions Actions { get; set; } = null!;

    [Inject]
    private ToastState Toasts { get; set; } = null!;

    [Inject]
    private PageScript Script { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private string Name => Selection.Current?.Name ?? (Feed.IsLoaded || Feed.IsAway ? "No model" : "Models");

    public void Dispose()
    {
        Feed.Changed -= Draw;
        Selection.Changed -= Draw;
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override void OnInitialized()
    {
        Feed.Changed += Draw;
        Selection.Changed += Draw;
        _ = Feed.FollowAsync();
        _ = LearnAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!focusSearch) return;
        focusSearch = false;
        await search.FocusAsync();
    }

    // What may be done is known after the list may already be open.
    private async Task LearnAsync()
    {
        await Actions.LearnAsync(_gone.Token);
        Draw();
    }

    private Task ToggleAsync()
    {
        if (open) return CloseAsync();
        (open, focusSearch, text) = (true, true, "");
        return Task.CompletedTask;
    }

    private async Task CloseAsync()
    {
        open = false;
        await button.FocusAsync();
    }

    private async Task KeyAsync(KeyboardEventArgs key)
    {
        if (key.Key == "Escape" && open) await CloseAsync();
    }

    private async Task ChooseAsync(ModelEntry model)
    {
        Selection.Choose(model.Id);
        await CloseAsync();
        await Script.SetCookieAsync(ModelSelection.CookieName, model.Id);
    }

    private Task LoadAsync(ModelEntry model) => TryAsync(() => Actions.LoadAsync(model, _gone.Token));

    private Task UnloadAsync(ModelEntry model) => TryAsync(() => Actions.UnloadAsync(model, _gone.Token));

    private async Task TryAsync(Func<Task<Operation>> action)
    {
        try
        {
            var failure = await Actions.OutcomeAsync(await action(), waits => Toasts.Show(waits), _gone.Token);
            if (failure is not null) Toasts.Show(failure, isError: true);
        }
        catch (ServiceFailure refusal)
        {
            Toasts.Show(refusal.Message, isError: true);
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page is gone; the service goes on with it.
        }
    }

    private void Draw() => _ = InvokeAsync(StateHasChanged);
}
