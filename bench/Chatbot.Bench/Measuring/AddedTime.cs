namespace Chatbot.Bench.Measuring;

/// <summary>What a way adds to the direct one: a percentile less the same percentile of the other, at the median and at the 99th.</summary>
/// <param name="Now">In milliseconds.</param>
/// <param name="Later">In milliseconds.</param>
internal sealed record AddedTime((double P50, double P99) Now, (double P50, double P99) Later)
{
    public ResultRow Row(string what, Samples samples, Samples direct, int wanted)
    {
        double Added(double percent) => samples.Percentile(percent) - direct.Percentile(percent);
        bool Reaches((double P50, double P99) bar) => Added(50) <= bar.P50 && Added(99) <= bar.P99;
        var verdict = double.IsNaN(Added(50)) ? "**nothing measured**" : Aim.Verdict(Reaches(Now), Reaches(Later));
        return ResultRow.Of(what, samples, wanted) with
        {
            Median = Figures.Time(Added(50)),
            P95 = Figures.Time(Added(95)),
            P99 = Figures.Time(Added(99)),
            Direct = $"{Figures.Time(direct.Median)}, p99 {Figures.Time(direct.Percentile(99))}",
            Bar = $"{new Aim(Told(Now), Told(Later))}",
            Verdict = ResultRow.Told(verdict, Math.Min(samples.Count, direct.Count) < wanted),
        };
    }

    private static string Told((double P50, double P99) bar) => $"p50 ≤ {Figures.Time(bar.P50)}, p99 ≤ {Figures.Time(bar.P99)}";
}
