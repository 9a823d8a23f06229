using Chatbot.LmStudioAgent.Scheduling;

namespace Chatbot.LmStudioAgent.Hosts;

/// <summary>Tells the actor that time goes on: tickets lapse and idle models are let go without anything else happening.</summary>
internal sealed class HostClock(HostActor actor, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) actor.Post(new Ticked());
    }
}
