using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.Chat.Models.Routing;

/// <summary>
/// How long a request would wait on a host, by the host's last report. What an agent does not say (it is older, or has
/// observed nothing yet) is supposed, so that hosts can still be told apart by how many wait there.
/// </summary>
internal static class ExpectedWait
{
    private const double SupposedRequestSeconds = 10;
    private const double SupposedSecondsPerGigabyte = 2;
    private const double SupposedGigabytes = 4;
    private const double BytesPerGigabyte = 1e9;

    /// <param name="sizeBytes">Of the model; null when unknown.</param>
    /// <param name="own">Requests placed there that the report does not count yet.</param>
    public static Wait Of(HostReported report, string modelKey, long? sizeBytes, int own)
    {
        var loaded = report.Instances.Where(instance => instance.ModelKey == modelKey && instance.State == InstanceStates.Loaded).ToList();
        if (loaded.Count > 0)
            return loaded.Select(instance => OnInstance(report, instance, (double)own / loaded.Count)).MinBy(wait => (wait.Seconds, wait.Busy));

        var request = report.RequestSeconds ?? SupposedRequestSeconds;
        var load = (sizeBytes / BytesPerGigabyte ?? SupposedGigabytes) * (report.LoadSecondsPerGigabyte ?? SupposedSecondsPerGigabyte);
        var slots = report.Instances.Select(SlotsOf).DefaultIfEmpty(1).Max();
        if (report.Loading is { } loading && loading.ModelKey == modelKey)
            return Coming(loading.RemainingSeconds ?? ((1 - loading.Progress) * load), loading.Queued + own, slots, request);

        // The wait for one more load has this one in it already, unless the agent gives none.
        if (report.PendingLoads.FirstOrDefault(pending => pending.ModelKey == modelKey) is { } pending)
            return Coming(Math.Max(report.LoadWaitSeconds, load), pending.Queued + own, slots, request);

        var cold = report.LoadWaitSeconds + load;
        return own > 0 ? Coming(cold, own, slots, request) : new Wait(Standing.Cold, cold, 0, request);
    }

    private static Wait OnInstance(HostReported report, InstanceReport instance, double own)
    {
        var slots = SlotsOf(instance);
        var request = instance.RequestSeconds ?? report.RequestSeconds ?? SupposedRequestSeconds;
        var counted = instance.InFlight + instance.Queued;
        var turns = Turns(counted + own, slots, request);
        // The agent knows how far its running answers are; only what it does not know of is added.
        var seconds = instance.WaitSeconds is { } said ? said + turns - Turns(counted, slots, request) : turns;
        return new Wait(Standing.Loaded, seconds, (counted + own) / slots, request);
    }

    private static Wait Coming(double load, int ahead, int slots, double request) =>
        new(Standing.Coming, load + Turns(ahead, slots, request), (double)ahead / slots, request);

    // Nobody waits as long as a slot is free; after that one leaves every request / slots seconds.
    private static double Turns(double ahead, int slots, double request) => ahead < slots ? 0 : (ahead - slots + 1) / slots * request;

    private static int SlotsOf(InstanceReport instance) => Math.Max(1, instance.Parallel);
}
