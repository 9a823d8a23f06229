namespace Chatbot.Bench.Measuring;

/// <summary>What a measurement is held to.</summary>
/// <param name="Percent">Of the percentile that counts.</param>
internal sealed record Bar(double Percent, double Milliseconds)
{
    public bool IsReachedBy(Samples samples) => samples.Percentile(Percent) <= Milliseconds;

    public override string ToString() => $"p{Percent} ≤ {Figures.Time(Milliseconds)}";
}
