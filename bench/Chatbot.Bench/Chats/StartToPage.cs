using Chatbot.Bench.Measuring;
using Chatbot.Bench.Running;
using Chatbot.Bench.Talking;

namespace Chatbot.Bench.Chats;

/// <summary>
/// From <c>dotnet run</c> of a built solution until a browser that has never been there has the page and its script, and a model is
/// on the list: once without any data, then three times with what the time before left.
/// </summary>
internal static class StartToPage
{
    private const int Again = 3;
    private static readonly TimeSpan StartsWithin = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Now = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(15);

    public static async Task<IReadOnlyList<ResultRow>> MeasureAsync(BenchSystem system, Budget budget)
    {
        // What runs would share the machine.
        await system.StopAsync();
        var data = Path.Combine(Path.GetTempPath(), $"chatbot-bench-start-{Guid.CreateVersion7():n}");
        try
        {
            var (first, again) = (new Samples(), new Samples());
            first.Add(await StartAsync(data, system, budget.Cut));
            while (again.Count < Again && !budget.IsOver) again.Add(await StartAsync(data, system, budget.Cut));
            return [Row("dotnet run to a usable page, without any data", first, 1), Row("dotnet run to a usable page, with data", again, Again)];
        }
        finally
        {
            if (Directory.Exists(data)) Directory.Delete(data, recursive: true);
        }
    }

    private static ResultRow Row(string what, Samples samples, int wanted) => ResultRow.Of(what, samples, wanted) with
    {
        Bar = $"{new Aim($"median ≤ {Figures.Time(Now.TotalMilliseconds)}", $"≤ {Figures.Time(Later.TotalMilliseconds)}")}",
        Verdict = samples.Count == 0
            ? "**nothing measured**"
            : ResultRow.Told(Aim.Verdict(samples.Median <= Now.TotalMilliseconds, samples.Median <= Later.TotalMilliseconds), samples.Count < wanted),
    };

    private static async Task<TimeSpan> StartAsync(string data, BenchSystem system, CancellationToken cancellationToken)
    {
        var file = Path.Combine(data, "state.json");
        if (File.Exists(file)) File.Delete(file);
        await using var services = BenchHttp.Build();
        var start = system.Time.GetTimestamp();
        await using var host = AppHost.RunByDotnet(data);
        await Waiting.UntilAsync(
            _ => host.HasEnded ? throw new InvalidOperationException($"The AppHost ended. It printed:\n{host.Output}") : Task.FromResult(File.Exists(file)),
            "the product says that it is ready",
            StartsWithin,
            cancellationToken);
        var state = SystemState.Read(file);
        host.ProcessId = state.ProcessId;
        var person = await Person.AsGuestAsync(BenchHttp.Client(services, new Uri(state.Url)), system.Time, cancellationToken);
        await person.GetAsync("/", cancellationToken);
        await person.GetAsync("/_framework/blazor.web.js", cancellationToken);
        await Waiting.UntilAsync(async token => (await person.ModelsAsync(token)).Count > 0, "a model is on the list", StartsWithin, cancellationToken);
        var took = system.Time.GetElapsedTime(start);
        system.Say($"  {Figures.Time(took.TotalMilliseconds)}");
        return took;
    }
}
