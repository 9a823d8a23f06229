using System.Globalization;

namespace Chatbot.Bench.Measuring;

/// <summary>Figures as people read them: three digits that mean something.</summary>
internal static class Figures
{
    public const string None = "";

    /// <param name="milliseconds">NaN is nothing.</param>
    public static string Time(double milliseconds) => Math.Abs(milliseconds) switch
    {
        double.NaN => None,
        >= 10_000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000:0.0} s"),
        >= 1_000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000:0.00} s"),
        >= 10 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0.0} ms"),
    };

    public static string Ratio(double ratio) => double.IsFinite(ratio) ? string.Create(CultureInfo.InvariantCulture, $"{ratio:0.00}") : None;
}
