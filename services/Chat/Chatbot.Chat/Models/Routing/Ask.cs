using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.Chat.Models.Routing;

/// <summary>One question for admission, at one place.</summary>
/// <param name="mayLoad">The model may be loaded for it.</param>
/// <param name="askedAt">Timestamp.</param>
internal sealed class Ask(Place place, bool mayLoad, long askedAt)
{
    private long _toldAt;

    public Place Place => place;

    public bool MayLoad => mayLoad;

    public long AskedAt => askedAt;

    /// <summary>The agent has said anything.</summary>
    public bool Answered { get; set; }

    /// <summary>Its last <see cref="AdmissionQueued"/> or <see cref="AdmissionLoading"/>.</summary>
    public object? Told { get; private set; }

    public bool IsLoading => Told is AdmissionLoading;

    public double? EtaSeconds => Told switch
    {
        AdmissionQueued queued => queued.EtaSeconds,
        AdmissionLoading loading => loading.EtaSeconds,
        _ => null,
    };

    public void Tell(object told, long at) => (Told, _toldAt) = (told, at);

    /// <summary>What is left of the time that the agent expected.</summary>
    public double? Remaining(TimeProvider time) => EtaSeconds is { } eta ? Math.Max(0, eta - time.GetElapsedTime(_toldAt).TotalSeconds) : null;
}
