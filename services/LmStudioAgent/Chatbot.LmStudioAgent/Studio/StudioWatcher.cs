using Chatbot.LmStudio;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.LmStudioAgent.Hosts;
using Chatbot.LmStudioAgent.Scheduling;
using Microsoft.Extensions.Options;

namespace Chatbot.LmStudioAgent.Studio;

/// <summary>Looks at LM Studio every two seconds, and at once after a load or an unload, and tells the actor what is.</summary>
internal sealed partial class StudioWatcher(StudioLocator locator, StudioLink link, HostActor actor, Inventory inventory, IOptions<StudioOptions> options, TimeProvider time, ILogger<StudioWatcher> logger)
    : BackgroundService
{
    // One answer may go missing on a machine that is busy loading; two in a row are an absence.
    private const int MissesThatCount = 2;
    private readonly StudioChoice _choice = new();
    private int _misses;
    private StudioProfile? _profile;
    private LmStudioReport? _told;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(exception);
            }

            await link.Look.WaitAsync(options.Value.WatchInterval, time, stoppingToken);
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var place = _choice.Choose(await locator.FindAsync(cancellationToken));
        if (!place.Answers && Excused()) return;

        var before = link.Current?.Number;
        var connection = await link.UseAsync(place);
        if (connection.Number != before) _profile = null;
        if (!place.Answers)
        {
            var (health, detail) = await StudioProfile.WhyNotAsync(connection.Client, time, cancellationToken);
            Tell(connection, health, detail);
            return;
        }

        var askedAt = time.GetUtcNow();
        try
        {
            var instances = await connection.Client.ListLoadedAsync(cancellationToken);
            _profile ??= await ProfileAsync(connection, cancellationToken);
            _misses = 0;
            Tell(connection, LmStudioHealth.Ok, _profile.Limits);
            actor.Post(new InstancesListed(connection.Number, askedAt, instances));
        }
        catch (LmStudioException exception) when (exception.Failure == LmStudioFailure.Unauthorized)
        {
            Tell(connection, LmStudioHealth.Unauthorized, $"{Sentences.Of(exception)} Set LMSTUDIO_API_KEY.", exception.Message);
        }
        catch (LmStudioException exception) when (exception.Failure == LmStudioFailure.Unsupported)
        {
            Tell(connection, LmStudioHealth.Unsupported, $"What answers at {place.BaseUrl} is no LM Studio, or too old a one.", exception.Message);
        }
        catch (LmStudioException exception)
        {
            if (!Excused()) Tell(connection, LmStudioHealth.Unreachable, Sentences.Of(exception), exception.Message);
        }
    }

    private async Task<StudioProfile> ProfileAsync(StudioConnection connection, CancellationToken cancellationToken)
    {
        var profile = await StudioProfile.LookAsync(connection.Client, cancellationToken);
        inventory.Hardware = profile.Hardware;
        return profile;
    }

    private bool Excused() => _told is { Health: LmStudioHealth.Ok } && ++_misses < MissesThatCount;

    private void Tell(StudioConnection connection, string health, string? detail, string? said = null)
    {
        var report = new LmStudioReport(health, _profile?.Version, connection.Simulated == true, detail);
        if (health != LmStudioHealth.Ok) _profile = null;
        var sentence = said is null ? detail ?? "" : $"{detail} {said}";
        if (report != _told) LogHealth(connection.Client.Options.BaseUrl, connection.Simulated == true ? "simulated" : "real", health, sentence);
        _told = report;
        actor.Post(new LmStudioSeen(connection.Number, report, _profile?.ModelBytes));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "LM Studio at {Address} ({Sort}) is {Health}. {Detail}")]
    private partial void LogHealth(Uri address, string sort, string health, string detail);

    [LoggerMessage(Level = LogLevel.Error, Message = "Looking at LM Studio failed; it is tried again.")]
    private partial void LogFailed(Exception exception);
}
