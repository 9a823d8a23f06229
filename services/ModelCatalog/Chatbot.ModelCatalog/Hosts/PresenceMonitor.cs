namespace Chatbot.ModelCatalog.Hosts;

/// <summary>Takes hosts offline that are heard neither on the bus nor over HTTP.</summary>
internal sealed class PresenceMonitor(Fleet fleet, AgentProbe probe, TimeProvider time) : BackgroundService
{
    // Agents report every 5 s: one report lost is no reason to ask.
    private static readonly TimeSpan AskAfter = TimeSpan.FromSeconds(11);
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            fleet.MarkSilentOffline();
            var silentSince = time.GetUtcNow() - AskAfter;
            await Task.WhenAll(fleet.Hosts.Values
                .Where(host => host.Online && host.Address is not null && host.LastSeenAt <= silentSince)
                .Select(host => AskAsync(host, stoppingToken)));
        }
    }

    private async Task AskAsync(HostState host, CancellationToken cancellationToken)
    {
        if (await probe.AnswersAsync(host, cancellationToken)) fleet.Heard(host.Id);
    }
}
