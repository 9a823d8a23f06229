using System.Globalization;
using Chatbot.Bench.Running;
using Chatbot.Bench.Talking;

namespace Chatbot.Bench.Pages;

/// <summary>Twenty machines with ten models each, all of other names.</summary>
internal static class LargeFleet
{
    public const string Size = "20 hosts, 200 models";

    /// <summary>Of each, every machine has a model.</summary>
    public static readonly IReadOnlyList<string> Families = ["qwen", "gemma", "llama", "mistral", "granite", "deepseek", "smollm", "olmo", "falcon", "nemotron"];

    private const int Machines = 20;

    public static Task<StudioMachines> StartAsync(BenchSystem system, Person person, CancellationToken cancellationToken) =>
        StudioMachines.StartAsync(system, person, [.. Enumerable.Range(1, Machines).Select(Settings)], apart: false, cancellationToken);

    private static MachineSettings Settings(int number)
    {
        var two = number.ToString("00", CultureInfo.InvariantCulture);
        return new MachineSettings($"rack-{two}", [.. Families.Select(family => new ModelFile($"{family}/{family}-{two}"))]);
    }
}
