using Chatbot.ModelCatalog.Contracts;
using Chatbot.Web.Clients;
using Chatbot.Web.Conversations;
using Chatbot.Web.ModelCatalog;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Chatbot.Web.Components.Fleet;

/// <summary>Every machine, what it has in memory and what it does, live; and what was asked of them.</summary>
public sealed partial class FleetPage : IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan Minutes = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _gone = new();
    private RenderPace pace = null!;
    private ITimer? minutes;
    private bool isAdding;
    private ElementReference page;

    [Inject]
    private HostFeed Hosts { get; set; } = null!;

    [Inject]
    private ModelFeed Models { get; set; } = null!;

    [Inject]
    private OperationFeed Operations { get; set; } = null!;

    [Inject]
    private ModelActions Actions { get; set; } = null!;

    [Inject]
    private PeopleNames Names { get; set; } = null!;

    [Inject]
    private CatalogClient Catalog { get; set; } = null!;

    [Inject]
    private ToastState Toasts { get; set; } = null!;

    [Inject]
    private BrowserClock Clock { get; set; } = null!;

    [Inject]
    private PageScript Script { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private string Summary
    {
        get
        {
            var hosts = Hosts.Hosts.Select(seen => seen.Host).ToList();
            var loaded = hosts.Sum(host => host.Instances.Count);
            var running = hosts.Sum(host => host.Instances.Sum(instance => instance.InFlight));
            return Sentence.Of(FleetTexts.Summary, hosts.Count(host => host.Online), hosts.Count, loaded, running);
        }
    }

    public void Dispose()
    {
        Hosts.Changed -= pace.Request;
        Models.Changed -= pace.Request;
        Operations.Changed -= pace.Request;
        Operations.Changed -= Name;
        minutes?.Dispose();
        pace.Dispose();
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override void OnInitialized()
    {
        pace = new RenderPace(Time, Pace, () => _ = InvokeAsync(StateHasChanged));
        Hosts.Changed += pace.Request;
        Models.Changed += pace.Request;
        Operations.Changed += pace.Request;
        Operations.Changed += Name;
        // What is told as "3 min ago".
        minutes = Time.CreateTimer(_ => pace.Request(), null, Minutes, Minutes);
        _ = Hosts.FollowAsync();
        _ = Models.FollowAsync();
        _ = Operations.FollowAsync();
        _ = LearnAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        try
        {
            await Script.SetTitleAsync(FleetTexts.PageTitle);
            if (await Clock.LearnAsync()) StateHasChanged();
        }
        catch (Exception exception) when (exception is JSDisconnectedException or OperationCanceledException)
        {
            // The browser is gone.
        }
    }

    private async Task LearnAsync()
    {
        try
        {
            await Actions.LearnAsync(_gone.Token);
            pace.Request();
            await NameAsync();
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page is gone.
        }
    }

    // Who asked for what is there by now.
    private void Name() => _ = InvokeAsync(NameAsync);

    private async Task NameAsync()
    {
        try
        {
            await Names.LearnAsync(Operations.Operations.Select(operation => operation.RequestedBy), _gone.Token);
            pace.Request();
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page is gone.
        }
    }

    private List<ModelEntry> On(string host) => [.. Models.Models.Where(model => model.Places.Any(place => place.Host == host))];

    private async Task CancelAsync(Operation operation)
    {
        try
        {
            Operations.Take(await Catalog.CancelAsync(operation.Id, _gone.Token));
        }
        catch (ServiceFailure refusal)
        {
            Toasts.Show(refusal.Message, isError: true);
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page is gone; the service has it.
        }
    }
}
