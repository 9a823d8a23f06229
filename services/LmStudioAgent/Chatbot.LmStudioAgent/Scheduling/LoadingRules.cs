using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.LmStudioAgent.Scheduling;

/// <summary>The load that runs: how far it is, and how it ends.</summary>
internal static class LoadingRules
{
    public static void Progressed(Decision decision, LoadProgressed progressed)
    {
        if (decision.State.Loading is not { } load || load.Number != progressed.Number) return;
        load = load with { Progress = Math.Max(load.Progress, progressed.Progress) };
        if (decision.Now - load.AnnouncedAt >= HostSettings.ProgressInterval)
        {
            load = load with { AnnouncedAt = decision.Now };
            foreach (var operation in load.Operations) decision.Progress(operation, load.Progress, waiting: false);
        }

        decision.State = decision.State with { Loading = load };
    }

    public static void Succeeded(Decision decision, LoadSucceeded succeeded)
    {
        if (Take(decision, succeeded.Number) is not { } load) return;
        var loaded = succeeded.Instance;
        var facts = decision.State.Models.GetValueOrDefault(load.ModelKey);
        decision.State = decision.State with { Observed = decision.State.Observed.Loaded(load.ModelKey, facts?.SizeBytes, decision.Now - load.StartedAt) };

        // It was to be stopped for an unload but got through: it goes again.
        var unloads = decision.State.Operations.Values.Where(operation => operation.Load == load.Number).ToArray();
        foreach (var unload in unloads) decision.Set(unload with { Load = null, Instances = [loaded.Id] });
        var ttl = load.Ttl ?? decision.State.Settings.DefaultTtl;
        decision.Set(new Instance(loaded.Id, load.ModelKey, loaded.Kind, loaded.ContextLength, ttl, load.Pinned, Foreign: false, decision.Now, decision.Now)
        {
            RequestedContextLength = load.ContextLength,
            StudioTtl = loaded.Ttl,
            Bytes = Memory.Required(decision.State, load.Estimate).Bytes,
            Parallel = Parallel(decision.State, loaded.Parallel),
            Draining = unloads.Length > 0,
        });
        if (load.Pinned && unloads.Length == 0) PinRules.Pin(decision, load.ModelKey, load.ContextLength);
        foreach (var operation in load.Operations) decision.Succeed(operation, loaded.Id, Granted(load, loaded.ContextLength));
        decision.Do(new ListInstances());
    }

    public static void Failed(Decision decision, LoadFailed failed)
    {
        if (Take(decision, failed.Number) is not { } load) return;
        RefusalRules.Refuse(decision, load, failed.Reason, failed.Reason == FailureReasons.OutOfMemory ? failed.Detail + WhatToUnload(decision.State) : failed.Detail);
        EndUnloads(decision, load);
        decision.Do(new ListInstances());
    }

    public static void Cancelled(Decision decision, long number)
    {
        if (Take(decision, number) is not { } load) return;
        foreach (var operation in load.Operations) decision.Cancel(operation);
        EndUnloads(decision, load);
        decision.Do(new ListInstances());
    }

    /// <summary>What LM Studio has room for, and no more than we give it.</summary>
    public static int Parallel(HostState state, int? loaded) => Math.Max(1, Math.Min(state.Settings.Parallel, loaded ?? state.Settings.Parallel));

    private static Load? Take(Decision decision, long number)
    {
        if (decision.State.Loading is not { } load || load.Number != number) return null;
        decision.State = decision.State with { Loading = null };
        return load;
    }

    private static void EndUnloads(Decision decision, Load load)
    {
        foreach (var operation in decision.State.Operations.Values.Where(operation => operation.Load == load.Number))
            decision.Succeed(operation.Id, null, "Its load was stopped.");
    }

    private static string Granted(Load load, int? contextLength) => load.ContextLength is { } asked && contextLength is { } granted && asked != granted
        ? $"It is loaded, with a context of {granted} tokens instead of {asked}."
        : "It is loaded.";

    private static string WhatToUnload(HostState state)
    {
        var idle = state.Instances.Values.Where(instance => state.Busy(instance.Id) == 0).OrderBy(instance => instance.LastUsedAt).Select(instance => instance.Id).ToList();
        return idle.Count == 0 ? "" : $" Unload {string.Join(" or ", idle)} to make room.";
    }
}
