using Chatbot.Bench.Measuring;

namespace Chatbot.Bench;

/// <summary>What one may say to the bench.</summary>
internal static class Usage
{
    public static string Of(IEnumerable<MeasurementGroup> groups, string? mistake)
    {
        string[] lines =
        [
            .. mistake is null ? Array.Empty<string>() : [mistake],
            "dotnet run -c Release --project bench/Chatbot.Bench -- <group> [--only <names>] [--at-most <minutes each>] [--output <file>]",
            .. groups.Select(group => $"  {group.Name}: {group.About} ({string.Join(", ", group.Measurements.Select(measurement => measurement.Name))})"),
        ];
        return string.Join(Environment.NewLine, lines);
    }
}
