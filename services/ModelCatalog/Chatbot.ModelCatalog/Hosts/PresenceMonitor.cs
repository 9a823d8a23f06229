namespace Chatbot.ModelCatalog.Hosts;

/// <summary>Takes hosts offline that are heard neither on the bus nor over HTTP.</summary>
internal sealed partial class PresenceMonitor(Fleet fleet, AgentProbe probe, TimeProvider time, ILogger<PresenceMonitor> logger) : BackgroundService
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
        try
        {
            if (await probe.AnswersAsync(host, cancellationToken)) fleet.Heard(host.Id);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // One host that can't be asked is no reason to forget the others.
            LogNotAsked(host.Id, exception.GetBaseException().Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Host {Host} could not be asked whether it is there: {Reason}")]
    private partial void LogNotAsked(string host, string reason);
}
