using Chatbot.LmStudioAgent.Contracts;
using Chatbot.LmStudioAgent.Hosts;

namespace Chatbot.LmStudioAgent.Inference;

/// <summary>
/// Tells a long silence of the model, which is waited for, from an LM Studio that is not there any more: then nothing comes on
/// this request, and its greetings fail as well.
/// </summary>
internal sealed class StudioHeartbeat : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private readonly HostActor _actor;
    private readonly TimeProvider _time;
    private readonly TimeSpan _patience;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _either;
    private readonly ITimer _timer;
    private long _heardAt;

    public StudioHeartbeat(HostActor actor, TimeSpan patience, TimeProvider time, CancellationToken caller)
    {
        (_actor, _patience, _time, _heardAt) = (actor, patience, time, time.GetTimestamp());
        _either = CancellationTokenSource.CreateLinkedTokenSource(_lost.Token, caller);
        _timer = time.CreateTimer(_ => Look(), null, Every, Every);
    }

    /// <summary>Cancelled when LM Studio is lost, or the caller goes.</summary>
    public CancellationToken Token => _either.Token;

    public bool IsLost => _lost.IsCancellationRequested;

    /// <summary>Something came on this request.</summary>
    public void Heard() => Interlocked.Exchange(ref _heardAt, _time.GetTimestamp());

    public void Dispose()
    {
        _timer.Dispose();
        _either.Dispose();
        // Not the other source: the timer may just now be at it, and there is none in it.
    }

    private void Look()
    {
        if (_actor.State.LmStudio is not { Health: LmStudioHealth.Unreachable }) Heard();
        else if (_time.GetElapsedTime(Interlocked.Read(ref _heardAt)) >= _patience) _lost.Cancel();
    }
}
