namespace Chatbot.Bench.Measuring;

/// <summary>Times in milliseconds.</summary>
internal sealed class Samples
{
    private readonly Lock _gate = new();
    private readonly List<double> _values = [];

    public int Count
    {
        get
        {
            lock (_gate) return _values.Count;
        }
    }

    public double Median => Percentile(50);

    public void Add(TimeSpan value)
    {
        lock (_gate) _values.Add(value.TotalMilliseconds);
    }

    /// <summary>By nearest rank: a value that was measured, never one between two. NaN where nothing was.</summary>
    public double Percentile(double percent)
    {
        lock (_gate)
        {
            if (_values.Count == 0) return double.NaN;
            var sorted = _values.Order().ToList();
            return sorted[Math.Max(0, (int)Math.Ceiling(percent / 100 * sorted.Count) - 1)];
        }
    }
}
