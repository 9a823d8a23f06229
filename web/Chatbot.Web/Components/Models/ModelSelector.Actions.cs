using Chatbot.ModelCatalog.Contracts;
using Chatbot.Web.Clients;
using Chatbot.Web.Components.Fleet;
using Chatbot.Web.ModelCatalog;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Models;

/// <summary>Loading and unloading from the drop-down: what a load would displace is said before it is done.</summary>
public sealed partial class ModelSelector
{
    // Who runs through the list asks nobody.
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(250);

    private string? asking;
    private string? doubted;
    private (string? Id, string? State) watched;

    private bool MayAskFor(ModelEntry model) => Actions.MayLoad && model.State == PlaceStates.NotLoaded;

    private (string? Id, string? State) Watched => (cursor.Id, cursor.Id is { } id ? Feed.Find(id)?.State : null);

    private void Watch()
    {
        (doubted, watched) = (null, Watched);
        if (cursor.Id is { } id && Feed.Find(id) is { } model && MayAskFor(model)) _ = EstimateAsync(id);
    }

    private async Task EstimateAsync(string id)
    {
        try
        {
            await Task.Delay(Rest, Time, _gone.Token);
            if (!open || cursor.Id != id) return;
            await AskAsync(id);
            StateHasChanged();
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page is gone.
        }
    }

    private async Task<IReadOnlyList<HostEstimate>> AskAsync(string id)
    {
        asking = id;
        StateHasChanged();
        try
        {
            return await Estimates.AskAsync(id, _gone.Token);
        }
        finally
        {
            if (asking == id) asking = null;
        }
    }

    private Task ActAsync(ModelAct act)
    {
        if (Feed.Find(act.Model) is not { } model) return Task.CompletedTask;
        return act.Kind switch
        {
            ModelActKind.Load => doubted == model.Id ? LoadAnywayAsync(model) : LoadAsync(model),
            ModelActKind.Cancel => ForgetAsync(),
            ModelActKind.Unload => TryAsync(() => Actions.UnloadAsync(new UnloadModelRequest(model.Id, act.Host), _gone.Token)),
            ModelActKind.Pin => TryAsync(() => Actions.LoadAsync(new LoadModelRequest(model.Id, act.Host, Pinned: true), _gone.Token)),
            _ => TryAsync(() => Actions.LoadAsync(new LoadModelRequest(model.Id, act.Host, Pinned: false), _gone.Token)),
        };
    }

    // Where it displaces nothing it is simply done; where nobody can tell, the host decides.
    private async Task LoadAsync(ModelEntry model)
    {
        cursor.At(model.Id);
        (doubted, watched) = (null, Watched);
        var best = ModelEstimates.Best(await AskAsync(model.Id));
        if (best is null or { Fits: true, WouldUnload.Count: 0 }) await TryAsync(() => Actions.LoadAsync(new LoadModelRequest(model.Id), _gone.Token));
        else Doubt(model);
    }

    // The mouse may have moved on while it was asked.
    private void Doubt(ModelEntry model)
    {
        cursor.At(model.Id);
        cursor.Settle(shown);
        (doubted, watched) = (cursor.Id == model.Id ? model.Id : null, Watched);
    }

    // What was pressed goes with the question.
    private async Task ForgetAsync()
    {
        doubted = null;
        await search.FocusAsync();
    }

    private Task LoadAnywayAsync(ModelEntry model)
    {
        doubted = null;
        var host = ModelEstimates.Best(Estimates.Known(model.Id) ?? [])?.Host;
        return TryAsync(() => Actions.LoadAsync(new LoadModelRequest(model.Id, host), _gone.Token));
    }

    // Loaded on several hosts, it is unloaded from one of them, below the list.
    private Task UnloadAsync(ModelEntry model)
    {
        LookAt(model);
        var places = model.Places.Where(place => place.State == PlaceStates.Loaded).ToList();
        return places.Count > 1 ? Task.CompletedTask : TryAsync(() => Actions.UnloadAsync(new UnloadModelRequest(model.Id, places.FirstOrDefault()?.Host), _gone.Token));
    }

    private async Task TryAsync(Func<Task<Operation>> action)
    {
        try
        {
            // What was pressed goes with what it does.
            if (open) await search.FocusAsync();
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
}
