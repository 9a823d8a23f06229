using Chatbot.Chat.Streaming;
using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.Chat.Models.Routing;

/// <summary>How a request stands, of all places that it was asked for at: shown is one of them, until another one is clearly sooner.</summary>
internal sealed class RaceStatus
{
    private Ask? _shown;

    public ModelStatus? Of(IReadOnlyList<Ask> asks)
    {
        var told = asks.Where(ask => ask.Told is not null).ToList();
        if (told.Count == 0) return null;

        var soonest = told.MinBy(ask => ask.EtaSeconds ?? double.MaxValue)!;
        if (_shown is null || !told.Contains(_shown)) _shown = soonest;
        else if (soonest.EtaSeconds is { } eta && Hysteresis.IsClearlySooner(eta, _shown.EtaSeconds ?? double.MaxValue)) _shown = soonest;

        var host = _shown.Place.Host;
        return _shown.Told is AdmissionLoading loading
            ? new ModelStatus(ModelStatus.Loading, EtaSeconds: Rounded(soonest.EtaSeconds), Progress: Math.Round(loading.Progress, 2), Host: host)
            : new ModelStatus(ModelStatus.Queued, told.Min(ask => (ask.Told as AdmissionQueued)?.Position), Rounded(soonest.EtaSeconds), Host: host);
    }

    // Finer than anybody looks would be a new part at every estimate.
    private static double? Rounded(double? seconds) => seconds is { } value ? Math.Round(value, value < 10 ? 1 : 0) : null;
}
