using System.Globalization;
using System.Runtime.InteropServices;

namespace Chatbot.Bench.Measuring;

/// <summary>Where and when it was measured. How busy the machine was with other things is part of the result.</summary>
internal sealed record Machine(DateTimeOffset At, string LoadBefore)
{
    public static Machine Look(TimeProvider time) => new(time.GetUtcNow(), LoadAverage());

    public string Description => string.Create(
        CultureInfo.InvariantCulture,
        $"{Environment.ProcessorCount} cores of {Processor()}, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1L << 30):0} GB, {RuntimeInformation.OSDescription}, .NET {Environment.Version}; load average {LoadBefore} before, {LoadAverage()} after");

    private static string Processor() => Line("/proc/cpuinfo", "model name") is { } line ? line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() : $"{RuntimeInformation.OSArchitecture}";

    /// <summary>Of the last minute: more than the cores is a machine that others used too.</summary>
    private static string LoadAverage() => Line("/proc/loadavg", "")?.Split(' ')[0] ?? "unknown";

    private static string? Line(string file, string beginning) =>
        File.Exists(file) ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith(beginning, StringComparison.Ordinal)) : null;
}
