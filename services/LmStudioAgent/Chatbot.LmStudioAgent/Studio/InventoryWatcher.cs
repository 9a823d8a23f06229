using System.Collections.Immutable;
using Chatbot.LmStudio;
using Chatbot.LmStudioAgent.Hosts;
using Chatbot.LmStudioAgent.Scheduling;
using Microsoft.Extensions.Options;

namespace Chatbot.LmStudioAgent.Studio;

/// <summary>Looks every ten seconds at what is downloaded, and at once when the actor sees another LM Studio or sees it again.</summary>
internal sealed partial class InventoryWatcher(StudioLink link, HostActor actor, Inventory inventory, IOptions<StudioOptions> options, TimeProvider time, ILogger<InventoryWatcher> logger)
    : BackgroundService
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(250);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var seen = (Connection: 0, Up: false);
        var lookedAt = DateTimeOffset.MinValue;
        using var timer = new PeriodicTimer(Glance, time);
        do
        {
            var now = (actor.State.Connection, Up: actor.State.IsUp);
            if (now == seen && time.GetUtcNow() - lookedAt < options.Value.InventoryInterval) continue;
            (seen, lookedAt) = (now, time.GetUtcNow());
            if (now.Up && link.Current is { } connection && connection.Number == now.Connection) await LookAsync(connection, stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task LookAsync(StudioConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            var models = await connection.Client.ListDownloadedModelsAsync(cancellationToken);
            var facts = models.GroupBy(model => model.Key).ToImmutableDictionary(group => group.Key, group => new ModelFacts(group.First().Kind, group.First().SizeBytes));
            inventory.Set(InventoryList.Of(models.DistinctBy(model => model.Key), connection.Simulated == true));
            // A download that ended, or a look at the same: only what changed is told.
            if (actor.State.ModelsDueAt is not null || !facts.ToHashSet().SetEquals(actor.State.Models)) actor.Post(new ModelsListed(connection.Number, facts));
        }
        catch (LmStudioException exception)
        {
            LogFailed(exception.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The downloaded models could not be listed: {Reason}")]
    private partial void LogFailed(string reason);
}
