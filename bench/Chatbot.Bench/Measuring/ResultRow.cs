namespace Chatbot.Bench.Measuring;

/// <summary>A line of the table.</summary>
/// <param name="Count">Of samples, such as <c>500</c>, or <c>312 of 500</c>.</param>
/// <param name="Direct">The same asked of LM Studio without the product between, median.</param>
/// <param name="Ratio">Of the median to that, or to what the line names.</param>
internal sealed record ResultRow(
    string What, string Count, string Median, string P95, string P99, string Direct, string Ratio, string Bar, string Verdict)
{
    public const string Reached = "reached";
    public const string Missed = "**missed**";

    /// <summary>Nothing failed and no bar was missed.</summary>
    public bool IsGood => !Verdict.Contains("**", StringComparison.Ordinal);

    public static ResultRow Of(string what, Samples samples, int wanted, Bar? bar = null, Samples? direct = null) => new(
        what,
        samples.Count == wanted ? $"{samples.Count}" : $"{samples.Count} of {wanted}",
        Figures.Time(samples.Median),
        Figures.Time(samples.Percentile(95)),
        Figures.Time(samples.Percentile(99)),
        direct is null ? Figures.None : Figures.Time(direct.Median),
        direct is null ? Figures.None : Figures.Ratio(samples.Median / direct.Median),
        $"{bar}",
        samples.Count == 0 ? "**nothing measured**" : Told(bar is null ? Figures.None : Judged(bar.IsReachedBy(samples)), samples.Count < wanted));

    public static ResultRow Of(string what, int count, string value, string bar, bool? reached, string direct = Figures.None, double ratio = double.NaN) =>
        new(what, $"{count}", value, Figures.None, Figures.None, direct, Figures.Ratio(ratio), bar, reached is { } yes ? Judged(yes) : Figures.None);

    public static ResultRow Failed(string what, string why) =>
        new(what, Figures.None, Figures.None, Figures.None, Figures.None, Figures.None, Figures.None, Figures.None, $"**failed**: {OneLine(why)}");

    private static string Judged(bool reached) => reached ? Reached : Missed;

    // A bar that fewer samples reach than were wanted is not reached by the others.
    public static string Told(string verdict, bool cutShort) => cutShort ? $"{verdict} **cut short**".Trim() : verdict;

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Replace('|', '/');
}
