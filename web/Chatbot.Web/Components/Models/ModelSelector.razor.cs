using Chatbot.ModelCatalog.Contracts;
using Chatbot.Web.Conversations;
using Chatbot.Web.ModelCatalog;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace Chatbot.Web.Components.Models;

/// <summary>The drop-down of all models, live; choosing one keeps it for a year.</summary>
public sealed partial class ModelSelector : IDisposable
{
    // Who has hundreds of models searches; what is drawn stays small, and whoever scrolls gets more.
    private const int Page = 30;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(150);

    private readonly CancellationTokenSource _gone = new();
    private readonly ModelCursor cursor = new();
    private RenderPace pace = null!;
    private DotNetObjectReference<ModelSelector>? self;
    private (string Name, string? Id, string? State) drawn;
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

    private string Name => Selection.Current?.Name ?? (Feed.IsLoaded ? ModelTexts.NoModel : ModelTexts.Models);

    private (string Name, string? Id, string? State) Closed => (Name, Selection.Current?.Id, Selection.Current is { } model ? ModelText.State(model) : null);

    public void Dispose()
    {
        Feed.Changed -= pace.Request;
        Hosts.Changed -= pace.Request;
        Selection.Changed -= Draw;
        pace.Dispose();
        self?.Dispose();
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override void OnInitialized()
    {
        pace = new RenderPace(Time, Pace, () => _ = InvokeAsync(Refresh));
        Feed.Changed += pace.Request;
        Hosts.Changed += pace.Request;
        Selection.Changed += Draw;
        _ = Feed.FollowAsync();
        _ = LearnAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        drawn = Closed;
        if (!opened) return;
        opened = false;
        await search.FocusAsync();
        self ??= DotNetObjectReference.Create(this);
        if (await ListScript.AttachAsync(search, self, Favourites)) Refresh();
    }

    /// <summary>The mouse rests on the row of a model: the script says so, with the id of its element.</summary>
    [JSInvokable]
    public void Look(string element)
    {
        // A question is not taken away by a mouse that is on its way to the answer.
        if (doubted is not null || shown.FirstOrDefault(model => ModelItem.IdOf(model.Id) == element) is not { } model || model.Id == cursor.Id) return;
        LookAt(model);
        StateHasChanged();
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
        Watch();
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
        if (key is { Key: "Escape", IsComposing: false } && open) await CloseAsync();
    }

    private async Task KeyAsync(KeyboardEventArgs key)
    {
        // Enter and the arrows belong to an input method while it composes.
        if (key.IsComposing || key.ShiftKey || key.CtrlKey || key.AltKey || key.MetaKey) return;
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

    private void LookAt(ModelEntry model)
    {
        cursor.At(model.Id);
        Watch();
    }

    private void ShowMore()
    {
        most += Page;
        Filter();
    }

    private void Filter()
    {
        var all = ModelGroups.By(Feed.Models, text, Hosts.NameOf, Favourites.Ids);
        groups = all.First(most);
        matching = all.Sum(group => group.Models.Count);
        shown = [.. groups.SelectMany(group => group.Models)];
        var before = cursor.Id;
        cursor.Settle(shown);
        // Also where it became another thing to load by what somebody did.
        if (cursor.Id != before || (cursor.Id == watched.Id && Watched != watched)) Watch();
    }

    // While the list is closed, of all that changes at the catalog only the chosen model is seen.
    private void Refresh()
    {
        if (open) Filter();
        else if (Closed == drawn) return;
        StateHasChanged();
    }

    private void Draw() => _ = InvokeAsync(StateHasChanged);
}
