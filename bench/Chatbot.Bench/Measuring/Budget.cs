namespace Chatbot.Bench.Measuring;

/// <summary>
/// The time of a measurement. When it is over, a measurement ends with what it has; one that does not is cut a minute later.
/// </summary>
internal sealed class Budget : IDisposable
{
    private static readonly TimeSpan Overtime = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _time;
    private readonly TimeSpan _atMost;
    private readonly long _start;
    private readonly CancellationTokenSource _cut;

    public Budget(TimeSpan atMost, TimeProvider time, CancellationToken stop)
    {
        (_atMost, _time, _start) = (atMost, time, time.GetTimestamp());
        _cut = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _cut.CancelAfter(atMost + Overtime);
    }

    public bool IsOver => _time.GetElapsedTime(_start) > _atMost;

    public CancellationToken Cut => _cut.Token;

    public void Dispose() => _cut.Dispose();
}
