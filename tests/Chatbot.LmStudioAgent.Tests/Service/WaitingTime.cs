using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace Chatbot.LmStudioAgent.Tests.Service;

/// <summary>A clock that stands until it is moved, and that knows how long everybody who waits is waiting.</summary>
internal sealed class WaitingTime : FakeTimeProvider
{
    private readonly ConcurrentDictionary<TimeSpan, int> _waits = [];

    public WaitingTime() : base(TimeProvider.System.GetUtcNow())
    {
    }

    /// <summary>How many have begun to wait for just so long.</summary>
    public int Waits(TimeSpan time) => _waits.GetValueOrDefault(time);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _waits.AddOrUpdate(dueTime, 1, (_, count) => count + 1);
        return timer;
    }
}
