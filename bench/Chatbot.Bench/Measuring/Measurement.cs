using Chatbot.Bench.Running;

namespace Chatbot.Bench.Measuring;

/// <summary>One or more lines of the table.</summary>
/// <param name="Name">By which <c>--only</c> chooses it.</param>
/// <param name="What">For the table, where it fails as a whole.</param>
internal sealed record Measurement(string Name, string What, TimeSpan AtMost, Func<BenchSystem, Budget, Task<IReadOnlyList<ResultRow>>> RunAsync)
{
    /// <summary>Besides the group's: then the product is one of its own. Null shares the one that runs.</summary>
    public IReadOnlyDictionary<string, string?>? Settings { get; init; }
}

/// <summary>Measurements that share one running product, where they don't ask for another: a command.</summary>
/// <param name="Settings">Of the product, by environment variable.</param>
internal sealed record MeasurementGroup(string Name, string About, IReadOnlyDictionary<string, string?> Settings, IReadOnlyList<Measurement> Measurements);
