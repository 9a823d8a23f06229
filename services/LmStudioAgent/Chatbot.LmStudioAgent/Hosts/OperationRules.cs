using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.LmStudioAgent.Hosts;

/// <summary>Commands from the bus: each operation is done once, and its state is said again when it is delivered again.</summary>
internal static class OperationRules
{
    public static void Load(Decision decision, LoadRequested requested)
    {
        if (IsKnown(decision, requested.OperationId)) return;
        Take(decision, new Operation(requested.OperationId, []));
        if (decision.State.Loading is { Cancelling: false } loading && loading.ModelKey == requested.ModelKey)
        {
            var joined = loading.Joined(requested.OperationId, requested.Ttl, requested.Pinned, requested.ContextLength);
            decision.State = decision.State with { Loading = joined };
            decision.Progress(requested.OperationId, loading.Progress, waiting: false);
            return;
        }

        decision.Progress(requested.OperationId, 0, waiting: true);
        if (decision.State.Pending.Find(load => load.ModelKey == requested.ModelKey) is { } pending)
        {
            var joined = pending.Joined(requested.OperationId, requested.Ttl, requested.Pinned, requested.ContextLength);
            decision.State = decision.State with { Pending = decision.State.Pending.Replace(pending, joined) };
        }
        else
        {
            LoadRules.Want(decision, requested.ModelKey, requested.OperationId, requested.Ttl, requested.Pinned, requested.ContextLength);
        }
    }

    public static void Unload(Decision decision, UnloadRequested requested)
    {
        if (IsKnown(decision, requested.OperationId)) return;
        decision.Progress(requested.OperationId, 0, waiting: true);
        var instances = Meant(decision.State, requested);
        if (instances.Length > 0)
        {
            Take(decision, new Operation(requested.OperationId, [.. instances.Select(instance => instance.Id)]));
            foreach (var instance in instances) decision.Set(instance with { Draining = true, Forced = instance.Forced || requested.Force });
        }
        else if (requested.InstanceId is not null)
        {
            decision.Fail(requested.OperationId, FailureReasons.InstanceNotFound, $"There is no instance {requested.InstanceId} of this model on this host.");
        }
        else if (decision.State.Loading is { } loading && loading.ModelKey == requested.ModelKey)
        {
            Take(decision, new Operation(requested.OperationId, [], loading.Number));
            Stop(decision, loading);
        }
        else
        {
            // It is not in memory, which is what was asked for; a command done before a restart ends here too.
            decision.Succeed(requested.OperationId, null);
        }
    }

    public static void Cancel(Decision decision, Guid operationId)
    {
        if (decision.State.Finished.Ends.TryGetValue(operationId, out var end))
        {
            decision.Do(new Announce(end));
        }
        else if (decision.State.Operations.TryGetValue(operationId, out var operation) && operation.IsUnload)
        {
            CancelUnload(decision, operation);
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
            if (!wanted) decision.Set(instance with { Draining = false, Forced = false });
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

    private static void Take(Decision decision, Operation operation) =>
        decision.State = decision.State with { Operations = decision.State.Operations.SetItem(operation.Id, operation) };

    private static bool IsKnown(Decision decision, Guid operationId)
    {
        if (decision.State.Finished.Ends.TryGetValue(operationId, out var end))
        {
            decision.Do(new Announce(end));
            return true;
        }

        if (!decision.State.Operations.ContainsKey(operationId)) return false;
        var loading = decision.State.Loading is { } load && load.Operations.Contains(operationId) ? load : null;
        decision.Progress(operationId, loading?.Progress ?? 0, waiting: loading is null);
        return true;
    }
}
