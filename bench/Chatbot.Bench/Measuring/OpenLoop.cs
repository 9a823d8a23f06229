namespace Chatbot.Bench.Measuring;

/// <summary>
/// Begins work by a schedule, whatever became of what was begun before, as people do who do not wait for each other. What is due is
/// told to the work: a late begin is part of the time that it takes.
/// </summary>
internal static class OpenLoop
{
    /// <summary>At random, as many in a time as expected on average, the same ones every time.</summary>
    public static IReadOnlyList<TimeSpan> Poisson(double perSecond, TimeSpan during, int seed)
    {
        var random = new Random(seed);
        List<TimeSpan> dues = [];
        for (var due = Next(); due < during; due += Next()) dues.Add(due);
        return dues;

        TimeSpan Next() => TimeSpan.FromSeconds(-Math.Log(1 - random.NextDouble()) / perSecond);
    }

    public static IReadOnlyList<TimeSpan> Evenly(int count, TimeSpan during) => [.. Enumerable.Range(0, count).Select(number => during * number / count)];

    /// <param name="work">Gets its number, and the timestamp at which it is due.</param>
    public static async Task RunAsync(IReadOnlyList<TimeSpan> dues, Func<int, long, Task> work, TimeProvider time, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        List<Task> begun = [];
        foreach (var (number, due) in dues.Index())
        {
            // A timer may be early by the rest of a millisecond: never begin before it is due.
            for (var ahead = due - time.GetElapsedTime(start); ahead > TimeSpan.Zero; ahead = due - time.GetElapsedTime(start))
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(ahead.TotalMilliseconds)), time, cancellationToken);
            var at = start + (long)(due.TotalSeconds * time.TimestampFrequency);
            begun.Add(Task.Run(() => work(number, at), cancellationToken));
        }

        await Task.WhenAll(begun);
    }
}
