using Chatbot.ModelCatalog.Contracts;
using Chatbot.Web.Clients;
using Chatbot.Web.ModelCatalog;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Fleet;

/// <summary>A host's card, and what is done from it.</summary>
public sealed partial class HostPanel : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private ModelAct? act;
    private HostChoice? choice;
    private string? problem;
    private HostCard card = null!;

    [Parameter, EditorRequired]
    public SeenHost Seen { get; set; } = null!;

    [Parameter]
    public IReadOnlyList<ModelEntry> Models { get; set; } = [];

    [Parameter]
    public DateTimeOffset Now { get; set; }

    /// <summary>The card goes, and with it what had the focus.</summary>
    [Parameter]
    public EventCallback OnRemoved { get; set; }

    [Inject]
    private ModelActions Actions { get; set; } = null!;

    [Inject]
    private CatalogClient Catalog { get; set; } = null!;

    [Inject]
    private HostClient Hosts { get; set; } = null!;

    [Inject]
    private HostFeed Feed { get; set; } = null!;

    [Inject]
    private OperationFeed Operations { get; set; } = null!;

    [Inject]
    private ToastState Toasts { get; set; } = null!;

    private HostEntry Host => Seen.Host;

    private IReadOnlySet<string> Cancellable => Operations.Operations
        .Where(operation => operation is { Kind: "load", EndedAt: null } && operation.Host == Host.Id)
        .Select(operation => operation.Model)
        .ToHashSet(StringComparer.Ordinal);

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    private string NameOf(string model) => Models.FirstOrDefault(entry => entry.Id == model)?.Name ?? model;

    private void Close() => (act, choice, problem) = (null, null, null);

    private Task ActAsync(ModelAct wanted) => wanted switch
    {
        { Kind: ModelActKind.Load } => Ask(wanted),
        { Kind: ModelActKind.Unload, Instance: { InFlight: > 0 } } => Ask(wanted),
        { Kind: ModelActKind.Unload, Instance: { } instance } => UnloadAsync(instance, force: false),
        { Kind: ModelActKind.Pin, Instance: { } instance } => LoadAsync(new LoadModelRequest(instance.Model, Host.Id, Pinned: true)),
        { Kind: ModelActKind.Unpin, Instance: { } instance } => LoadAsync(new LoadModelRequest(instance.Model, Host.Id, Pinned: false)),
        _ => CancelAsync(wanted.Model),
    };

    private Task Ask(ModelAct wanted)
    {
        act = wanted;
        return Task.CompletedTask;
    }

    // The row of what was loaded or unloaded goes, and with it what had the focus.
    private Task LoadAsync(LoadModelRequest load) => DoAsync(() => Actions.LoadAsync(load, _gone.Token), isRowGone: load.Pinned is null || act is not null);

    private Task UnloadAsync(HostInstance instance, bool force) =>
        DoAsync(() => Actions.UnloadAsync(new UnloadModelRequest(instance.Model, Host.Id, instance.Id, force ? true : null), _gone.Token));

    // A load that nobody asked for by hand, or somebody else, is ended by unloading what it loads.
    private Task CancelAsync(string model) => Operations.LoadOf(model, Host.Id) is { } load
        ? DoAsync(() => Catalog.CancelAsync(load.Id, _gone.Token))
        : DoAsync(() => Actions.UnloadAsync(new UnloadModelRequest(model, Host.Id), _gone.Token));

    private async Task DoAsync(Func<Task<Operation>> action, bool isRowGone = true)
    {
        Close();
        try
        {
            var operation = await action();
            Operations.Take(operation);
            if (isRowGone) await card.FocusAsync();
            if (await Actions.OutcomeAsync(operation, waits => Toasts.Show(waits), _gone.Token) is { } failure) Toasts.Show(failure, isError: true);
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

    private Task MenuAsync(HostChoice chosen)
    {
        if (chosen == HostChoice.Drain) return ChangeAsync(new HostPatch(Draining: !Host.Draining));
        (choice, problem) = (chosen, null);
        return Task.CompletedTask;
    }

    private Task RenameAsync(string name) => ChangeAsync(new HostPatch(name));

    private Task ChangeAsync(HostPatch change) => TryAsync(async () => Feed.Take(await Hosts.ChangeAsync(Host.Id, change, _gone.Token)));

    private Task DownloadAsync(string model, string? quantization) => TryAsync(async () =>
    {
        var request = new DownloadModelRequest(model, quantization, Guid.CreateVersion7().ToString());
        Operations.Take(await Hosts.DownloadAsync(Host.Id, request, _gone.Token));
        Toasts.Show(Sentence.Of(FleetTexts.DownloadStarted, model));
    });

    private Task RemoveAsync() => TryAsync(async () =>
    {
        await Hosts.RemoveAsync(Host.Id, _gone.Token);
        await OnRemoved.InvokeAsync();
    });

    // What was refused stands in the dialog, where it can be set right.
    private async Task TryAsync(Func<Task> action)
    {
        try
        {
            await action();
            Close();
        }
        catch (ServiceFailure refusal)
        {
            problem = refusal.Message;
            if (choice is null) Toasts.Show(refusal.Message, isError: true);
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page is gone; the service has it.
        }
    }
}
