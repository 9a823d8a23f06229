using Chatbot.Bench.Measuring;
using Chatbot.Bench.Running;
using Chatbot.Bench.Talking;

namespace Chatbot.Bench.Fleet;

/// <summary>
/// The list of models and the page while all three hosts are well, and while two of them take everything and answer nothing;
/// from the moment on at which they begin to, so that noticing it is part of the time. The two by turns: whatever the machine
/// does besides, and whatever has warmed up by then, meets both.
/// </summary>
internal static class HangingHosts
{
    private const int Turns = 3;
    private const int RequestsEach = 100;
    private const int Requests = Turns * RequestsEach;
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(60);

    public static async Task<IReadOnlyList<ResultRow>> MeasureAsync(BenchSystem system, Budget budget)
    {
        var person = await system.NewPersonAsync(budget.Cut);
        var settings = Enumerable.Range(1, 3).Select(number => new MachineSettings($"hang-{number}", [new ModelFile("hang/model")])).ToList();
        await using var machines = await StudioMachines.StartAsync(system, person, settings, apart: false, budget.Cut);
        var (well, hanging) = (new Answers(), new Answers());
        await AskAsync(person, machines.All[0], 20, new Answers(), system.Time, budget);
        for (var turn = 0; turn < Turns; turn++)
        {
            await machines.AllWellAsync(budget.Cut);
            await AskAsync(person, machines.All[0], RequestsEach, well, system.Time, budget);
            foreach (var machine in machines.All.Skip(1)) await machine.Studio.HangAsync(budget.Cut);
            await AskAsync(person, machines.All[0], RequestsEach, hanging, system.Time, budget);
            foreach (var machine in machines.All.Skip(1)) await machine.Studio.RecoverAsync(budget.Cut);
        }

        return
        [
            ResultRow.Of("GET /api/models, three hosts well", well.List, Requests, direct: well.Direct),
            Compared("GET /api/models, two of the three hang", hanging.List, well.List, hanging.Direct),
            ResultRow.Of("GET /, three hosts well", well.Front, Requests),
            Compared("GET /, two of the three hang", hanging.Front, well.Front, null),
        ];
    }

    // "As fast as before" is judged at the 95th percentile; what lies within a quarter is the machine's own wavering.
    private static ResultRow Compared(string what, Samples samples, Samples before, Samples? direct)
    {
        const double Wavering = 1.25;
        var ratio = samples.Percentile(95) / before.Percentile(95);
        return ResultRow.Of(what, samples, Requests, direct: direct) with
        {
            Ratio = $"{Figures.Ratio(ratio)} (p95 to p95)",
            Bar = $"p95 as before (≤ {Figures.Ratio(Wavering)})",
            Verdict = ResultRow.Told(ratio <= Wavering ? ResultRow.Reached : ResultRow.Missed, samples.Count < Requests),
        };
    }

    private static async Task AskAsync(Person person, StudioMachine well, int requests, Answers answers, TimeProvider time, Budget budget)
    {
        for (var number = 0; number < requests && !budget.IsOver; number++)
        {
            answers.List.Add(await person.GetAsync("/api/models", budget.Cut));
            answers.Front.Add(await person.GetAsync("/", budget.Cut));
            var start = time.GetTimestamp();
            await well.Studio.ListModelsAsync(budget.Cut);
            answers.Direct.Add(time.GetElapsedTime(start));
            await Task.Delay(Every, time, budget.Cut);
        }
    }

    /// <param name="Direct">Of the LM Studio that is well, without the product between.</param>
    private sealed record Answers(Samples List, Samples Front, Samples Direct)
    {
        public Answers() : this(new(), new(), new())
        {
        }
    }
}
