using System.Diagnostics;

namespace Chatbot.Bench.Measuring;

/// <summary>What is resident of a process, in bytes.</summary>
internal static class Resident
{
    private static readonly TimeSpan LookFor = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);

    /// <summary>The median of five seconds: a collection in between is not what is looked for.</summary>
    public static async Task<double> LookAsync(Process process, TimeProvider time, CancellationToken cancellationToken)
    {
        List<double> seen = [];
        for (var passed = TimeSpan.Zero; passed < LookFor; passed += LookEvery)
        {
            process.Refresh();
            seen.Add(process.WorkingSet64);
            await Task.Delay(LookEvery, time, cancellationToken);
        }

        return seen.Order().ElementAt(seen.Count / 2);
    }
}
