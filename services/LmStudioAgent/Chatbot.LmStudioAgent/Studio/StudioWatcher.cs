using Chatbot.LmStudio;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.LmStudioAgent.Hosts;
using Chatbot.LmStudioAgent.Scheduling;
using Microsoft.Extensions.Options;

namespace Chatbot.LmStudioAgent.Studio;

/// <summary>
/// Looks at LM Studio often while it answers and less often while it does not, at once after a load or an unload, and tells
/// the actor what is. Now and then it looks where LM Studio is as well: another one may have come, or the one in use gone.
/// </summary>
internal sealed partial class StudioWatcher(StudioLocator locator, StudioLink link, HostActor actor, Inventory inventory, IOptions<StudioOptions> options, TimeProvider time, ILogger<StudioWatcher> logger)
    : BackgroundService
{
    // An answer may go missing on a machine that is busy loading; none for this long is an absence.
    private static readonly TimeSpan AbsentAfter = TimeSpan.FromSeconds(2);
    private readonly StudioChoice _choice = new(time);
    private readonly Absence _absence = new(AbsentAfter, time);
    private StudioProfile? _profile;
    private LmStudioReport? _told;
    private long _searchedAt;
    private bool _answers;

    // Over the REST API a look asks for every model on the disk, and LM Studio writes each request into its log.
    private TimeSpan Pause => _answers && _profile is { WebSocket: true } ? options.Value.LookInterval : options.Value.WatchInterval;

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
                _answers = false;
                LogFailed(exception);
            }

            await link.Look.WaitAsync(Pause, time, stoppingToken);
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        if (_answers && link.Current is { } same && time.GetElapsedTime(_searchedAt) < options.Value.WatchInterval) await ListAsync(same, cancellationToken);
        else await SearchAsync(cancellationToken);
    }

    private async Task SearchAsync(CancellationToken cancellationToken)
    {
        var place = _choice.Choose(await locator.FindAsync(cancellationToken));
        _searchedAt = time.GetTimestamp();
        _answers = place.Answers;
        if (!place.Answers && Excused()) return;

        var before = link.Current?.Number;
        var connection = await link.UseAsync(place);
        if (connection.Number != before) _profile = null;
        if (place.Answers)
        {
            await ListAsync(connection, cancellationToken);
            return;
        }

        var (health, detail) = await StudioProfile.WhyNotAsync(connection.Client, time, cancellationToken);
        Tell(connection, health, detail);
    }

    private async Task ListAsync(StudioConnection connection, CancellationToken cancellationToken)
    {
        var askedAt = time.GetUtcNow();
        try
        {
            var instances = await connection.Client.ListLoadedAsync(cancellationToken);
            _profile ??= await ProfileAsync(connection, cancellationToken);
            _absence.End();
            Tell(connection, LmStudioHealth.Ok, _profile.Limits);
            actor.Post(new InstancesListed(connection.Number, askedAt, instances));
        }
        catch (LmStudioException exception)
        {
            _answers = false;
            Refused(connection, exception);
        }
    }

    private void Refused(StudioConnection connection, LmStudioException exception)
    {
        switch (exception.Failure)
        {
            case LmStudioFailure.Unauthorized:
                Tell(connection, LmStudioHealth.Unauthorized, $"{Sentences.Of(exception)} Set LMSTUDIO_API_KEY.", exception.Message);
                break;
            case LmStudioFailure.Unsupported:
                Tell(connection, LmStudioHealth.Unsupported, $"What answers at {connection.Client.Options.BaseUrl} is no LM Studio, or too old a one.", exception.Message);
                break;
            default:
                if (!Excused()) Tell(connection, LmStudioHealth.Unreachable, Sentences.Of(exception), exception.Message);
                break;
        }
    }

    private async Task<StudioProfile> ProfileAsync(StudioConnection connection, CancellationToken cancellationToken)
    {
        var profile = await StudioProfile.LookAsync(connection.Client, cancellationToken);
        inventory.Hardware = profile.Hardware;
        return profile;
    }

    private bool Excused() => _told is { Health: LmStudioHealth.Ok } && !_absence.Missed();

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
