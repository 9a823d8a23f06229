using Chatbot.LmStudioAgent.Catalog;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.LmStudioAgent.Hosts;
using Chatbot.LmStudioAgent.Scheduling;
using Chatbot.LmStudioAgent.Studio;
using MassTransit;
using Microsoft.Extensions.Options;

namespace Chatbot.LmStudioAgent.Messaging;

/// <summary>Reports the host's state, at most four times a second and at least every five; only the newest counts, so none is kept.</summary>
internal sealed class HostPublisher(HostActor actor, Inventory inventory, AgentAddress address, AgentProcess process, IBus bus, IOptions<AgentOptions> options, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Closest = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Farthest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(15);
    private long _number;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await address.Known.WaitAsync(stoppingToken);
        await Task.WhenAll(ReportStateAsync(stoppingToken), ReportInventoryAsync(stoppingToken));
    }

    private async Task ReportStateAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            while (!await bus.TryPublishAsync(Report(), time, stoppingToken, Life))
            {
                // The newest by then is sent when the broker is back.
            }

            await Task.Delay(Closest, time, stoppingToken);
            await actor.Changed.WaitAsync(Farthest - Closest, time, stoppingToken);
        }
    }

    private async Task ReportInventoryAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await inventory.Wanted.WaitAsync(stoppingToken);
            while (inventory.Current is { } list && !await bus.TryPublishAsync(InventoryReport(list), time, stoppingToken))
            {
                // The list as it is by then is sent when the broker is back.
            }
        }
    }

    private HostReported Report()
    {
        var (state, now) = (actor.State, time.GetUtcNow());
        var forecast = new Forecast(state, now);
        return new HostReported(
            options.Value.HostId,
            state.Configuration.Name ?? options.Value.Name,
            process.StartedAt,
            Interlocked.Increment(ref _number),
            now,
            address.Current,
            HostReport.Studio(state),
            HostReport.Instances(state, forecast, now),
            HostReport.Loading(state, forecast),
            inventory.Current?.Hash ?? "")
        {
            AgentId = process.Id,
            Epoch = process.Epoch,
            Draining = state.Configuration.Draining,
            Memory = HostReport.Memory(state),
            Hardware = inventory.Hardware,
            PendingLoads = HostReport.Pending(state),
            LoadWaitSeconds = forecast.LoadWaitSeconds,
            LoadSecondsPerGigabyte = state.Observed.SecondsPerByte * 1e9,
            RequestSeconds = state.Observed.RequestSeconds,
        };
    }

    private HostInventoryReported InventoryReport(InventoryList list) =>
        new(options.Value.HostId, process.StartedAt, Interlocked.Increment(ref _number), list.Hash, list.Simulated, list.Models) { Epoch = process.Epoch };
}
