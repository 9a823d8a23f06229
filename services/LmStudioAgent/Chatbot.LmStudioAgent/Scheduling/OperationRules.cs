using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.LmStudioAgent.Scheduling;

/// <summary>Commands from the bus: each operation is done once, and its state is said again when it is delivered again.</summary>
internal static class OperationRules
{
    public static void Load(Decision decision, LoadRequested requested)
    {
        if (IsKnown(decision, requested.OperationId)) return;
        decision.Set(new Operation(requested.OperationId, OperationKind.Load));
        if (requested.Unpin) PinRules.Release(decision, requested.ModelKey, requested.Ttl);
        var (id, ttl, pinned, contextLength) = (requested.OperationId, requested.Ttl, requested.Pinned, requested.ContextLength);
        if (decision.State.Configuration.Draining)
        {
            decision.Progress(id, 0, waiting: true);
            decision.Fail(id, FailureReasons.HostDraining, "This host is being emptied: it takes no new work.");
        }
        else if (decision.State.Loading is { Cancelling: false } loading && loading.ModelKey == requested.ModelKey && (contextLength ?? loading.ContextLength) == loading.ContextLength)
        {
            decision.State = decision.State with { Loading = loading.Joined(id, ttl, pinned, contextLength) };
            decision.Progress(id, loading.Progress, waiting: false);
            decision.Explain(id, DecisionKinds.Taken, "It is being loaded already.");
        }
        else
        {
            decision.Progress(id, 0, waiting: true);
            if (decision.State.Pending.Find(load => load.ModelKey == requested.ModelKey) is { } pending) LoadRules.Queue(decision, pending.Joined(id, ttl, pinned, contextLength), instead: pending);
            else LoadRules.Want(decision, requested.ModelKey, decision.Now, id, ttl, pinned, contextLength);
            decision.Explain(id, DecisionKinds.Taken, Taken(decision.State, requested.ModelKey));
        }
    }

    public static void Unload(Decision decision, UnloadRequested requested)
    {
        if (IsKnown(decision, requested.OperationId)) return;
        decision.Progress(requested.OperationId, 0, waiting: true);
        var instances = Meant(decision.State, requested);
        var operation = new Operation(requested.OperationId, OperationKind.Unload) { Instances = [.. instances.Select(instance => instance.Id)] };
        decision.Set(operation);
        if (requested.ModelKey is { } modelKey && (requested.InstanceId is null || instances.Any(instance => instance.Pinned))) PinRules.Unpin(decision, modelKey);
        if (instances.Length > 0)
        {
            var busy = instances.Sum(instance => decision.State.Busy(instance.Id));
            decision.Explain(operation.Id, DecisionKinds.Taken, busy == 0 || requested.Force ? "It goes at once." : $"It goes when {busy} running answers have ended.");
            foreach (var instance in instances) decision.Set(instance with { Draining = true, Forced = instance.Forced || requested.Force });
        }
        else if (requested.InstanceId is not null)
        {
            decision.Fail(requested.OperationId, FailureReasons.InstanceNotFound, $"There is no instance {requested.InstanceId} of this model on this host.");
        }
        else if (decision.State.Loading is { } loading && loading.ModelKey == requested.ModelKey)
        {
            decision.Set(operation with { Load = loading.Number });
            Stop(decision, loading);
        }
        else
        {
            // It is not in memory, which is what was asked for; a command done before a restart ends here too.
            decision.Succeed(requested.OperationId, null, "It is not loaded.");
        }
    }

    public static void Cancel(Decision decision, Guid operationId)
    {
        if (decision.State.Finished.Ends.TryGetValue(operationId, out var end))
        {
            decision.Do(new Announce(end));
        }
        else if (decision.State.Operations.TryGetValue(operationId, out var operation) && operation.Kind == OperationKind.Unload)
        {
            CancelUnload(decision, operation);
        }
        else if (operation is { Kind: OperationKind.Download })
        {
            decision.Do(new CancelDownload(operationId));
        }
        else if (decision.State.Loading is { } loading && loading.Operations.Contains(operationId))
        {
            CancelLoading(decision, loading, operationId);
        }
        else
        {
            // Also one that has not come yet: cancelled before it came, it is not to be done when it comes.
            decision.State = decision.State with
            {
                Pending = [.. decision.State.Pending.Select(load => load with { Operations = load.Operations.Remove(operationId) })],
            };
            decision.Cancel(operationId);
        }
    }

    private static void CancelLoading(Decision decision, Load loading, Guid operationId)
    {
        var wantedByOthers = loading.Operations.Count > 1 || decision.State.Waiting.Any(waiting => waiting.ModelKey == loading.ModelKey);
        if (!wantedByOthers)
        {
            Stop(decision, loading);
            return;
        }

        decision.State = decision.State with { Loading = loading with { Operations = loading.Operations.Remove(operationId) } };
        decision.Cancel(operationId);
    }

    private static void CancelUnload(Decision decision, Operation operation)
    {
        var instances = operation.Instances.Select(id => decision.State.Instances[id]).ToArray();
        // What LM Studio was told already cannot be taken back: the operation ends as it ends.
        if (operation.Load is not null || instances.Any(instance => instance.Unloading)) return;
        decision.Cancel(operation.Id);
        foreach (var instance in instances)
        {
            var wanted = decision.State.Operations.Values.Any(other => other.Instances.Contains(instance.Id));
            if (wanted) continue;
            decision.Set(instance with { Draining = false, Forced = false });
            if (instance.Pinned) PinRules.Pin(decision, instance.ModelKey, instance.RequestedContextLength);
        }
    }

    private static void Stop(Decision decision, Load loading)
    {
        if (loading.Cancelling) return;
        decision.State = decision.State with { Loading = loading with { Cancelling = true } };
        decision.Do(new CancelLoad(loading.Number));
    }

    // An instance of another model is none: leave was given for this one.
    private static Instance[] Meant(HostState state, UnloadRequested requested) =>
        [.. state.Of(requested.ModelKey ?? "").Where(instance => (requested.InstanceId ?? instance.Id) == instance.Id)];

    public static bool IsKnown(Decision decision, Guid operationId)
    {
        if (decision.State.Finished.Ends.TryGetValue(operationId, out var end))
        {
            decision.Do(new Announce(end));
            return true;
        }

        if (!decision.State.Operations.TryGetValue(operationId, out var operation)) return false;
        var loading = decision.State.Loading is { } load && load.Operations.Contains(operationId) ? load : null;
        decision.Progress(operationId, loading?.Progress ?? operation.Progress, waiting: loading is null && operation.Kind != OperationKind.Download);
        return true;
    }

    private static string Taken(HostState state, string modelKey)
    {
        var ahead = state.Pending.TakeWhile(load => load.ModelKey != modelKey).Select(load => load.ModelKey).ToList();
        if (state.Loading is { } loading) ahead.Insert(0, loading.ModelKey);
        return ahead.Count == 0 ? "It is next." : $"It waits for the load of {string.Join(", ", ahead)}.";
    }
}
