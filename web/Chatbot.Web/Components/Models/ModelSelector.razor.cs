using Chatbot.ModelCatalog.Contracts;
using Chatbot.Web.ModelCatalog;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Chatbot.Web.Components.Models;

/// <summary>The drop-down of all models, live; choosing one keeps it for a year.</summary>
public sealed partial class ModelSelector : IDisposable
{
    // Who has hundreds of models searches; what is drawn stays small.
    private const int Page = 60;

    private readonly CancellationTokenSource _gone = new();
    private readonly ModelCursor cursor = new();
    private IReadOnlyList<ModelGroup> groups = [];
    private IReadOnlyList<ModelEntry> shown = [];
    private int matching;
    private int most = Page;
    private bool open;
    private bool opened;
    private string text = "";
    private ElementReference button;
    private ElementReference search;

    [Inject]
    private ModelFeed Feed { get; set; } = null!;

    [Inject]
    private HostFeed Hosts { get; set; } = null!;

    [Inject]
    private ModelSelection Selection { get; set; } = null!;

    [Inject]
    private ModelFavourites Favourites { get; set; } = null!;

    [Inject]
    private ModelActions Actions { get; set; } = null!;

    [Inject]
    private ModelEstimates Estimates { get; set; } = null!;

    [Inject]
    private ToastState Toasts { get; set; } = null!;

    [Inject]
    private PageScript Script { get; set; } = null!;

    [Inject]
    private ModelListScript ListScript { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private string Name => Selection.Current?.Name ?? (Feed.IsLoaded || Feed.IsAway ? ModelTexts.NoModel : ModelTexts.Models);

    public void Dispose()
    {
        Feed.Changed -= Refresh;
        Hosts.Changed -= Refresh;
        Selection.Changed -= Draw;
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override void OnInitialized()
    {
        Feed.Changed += Refresh;
        Hosts.Changed += Refresh;
        Selection.Changed += Draw;
        _ = Feed.FollowAsync();
        _ = LearnAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!opened) return;
        opened = false;
        await search.FocusAsync();
        if (await ListScript.AttachAsync(search, Favourites)) Refresh();
    }

    // What may be done is known after the list may already be open.
    private async Task LearnAsync()
    {
        try
        {
            await Actions.LearnAsync(_gone.Token);
            Draw();
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page is gone.
        }
    }

    private Task ToggleAsync()
    {
        if (open) return CloseAsync();
        (open, opened, text, most, doubted) = (true, true, "", Page, null);
        cursor.At(Selection.Current?.Id);
        Filter();
        _ = Hosts.FollowAsync();
        return Task.CompletedTask;
    }

    private async Task CloseAsync()
    {
        open = false;
        await button.FocusAsync();
    }

    private async Task EscapeAsync(KeyboardEventArgs key)
    {
        if (key.Key == "Escape" && open) await CloseAsync();
    }

    private async Task KeyAsync(KeyboardEventArgs key)
    {
        if (key.ShiftKey || key.CtrlKey || key.AltKey || key.MetaKey) return;
        if (key.Key == "Enter" && cursor.Id is { } id && Feed.Find(id) is { } model) await ChooseAsync(model);
        else if (cursor.Move(key.Key, shown)) Watch();
    }

    private async Task ChooseAsync(ModelEntry model)
    {
        Selection.Choose(model.Id);
        await CloseAsync();
        await Script.SetCookieAsync(ModelSelection.CookieName, model.Id);
    }

    private async Task FavourAsync(ModelEntry model)
    {
        Favourites.Toggle(model.Id);
        Filter();
        await ListScript.KeepAsync(Favourites);
    }

    private void ShowMore()
    {
        most += Page;
        Filter();
    }

    private void Look(ModelEntry model)
    {
        if (cursor.Id == model.Id) return;
        cursor.At(model.Id);
        Watch();
    }

    private void Filter()
    {
        var all = ModelGroups.By(Feed.Models, text, Favourites.Ids);
        groups = all.First(most);
        matching = all.Sum(group => group.Models.Count);
        shown = [.. groups.SelectMany(group => group.Models)];
        var before = cursor.Id;
        cursor.Settle(shown);
        if (cursor.Id != before) Watch();
    }

    private void Refresh() => _ = InvokeAsync(() =>
    {
        if (open) Filter();
        StateHasChanged();
    });

    private void Draw() => _ = InvokeAsync(StateHasChanged);
}
