using Chatbot.Bench.Measuring;
using Chatbot.Bench.Running;

namespace Chatbot.Bench.Fleet;

/// <summary>
/// The same hundred, and the second host's LM Studio and agent are killed when half of them are answered, and a second later:
/// answers of all hosts end at the same time, and by then its places are taken again and others wait for the next. Who had
/// begun to read an answer from there finds it cut, marked as such; who still waited must not notice.
/// </summary>
internal static class KilledHost
{
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(1);

    public static async Task<IReadOnlyList<ResultRow>> MeasureAsync(BenchSystem system, Budget budget)
    {
        await using var fleet = await UnequalFleet.StartAsync(system, "kill", budget);
        var victim = fleet.Machines[1];
        var killed = Task.CompletedTask;
        var (makespan, answers) = await fleet.AskAllAsync(
            ended =>
            {
                if (ended == UnequalFleet.Requests / 2) killed = KillAsync(victim, system.Time, budget.Cut);
            },
            budget.Cut);
        await killed;

        var broken = answers.Where(answer => !UnequalFleet.IsRight(answer)).ToList();
        var running = broken.Count(answer => answer.Text.Length > 0 && answer.Host == victim.Id);
        foreach (var answer in broken) system.Say($"  not whole: {answer.Text.Length} characters from {answer.Host ?? "no host"}: {answer.Error ?? "a marked seam"}");
        return
        [
            ResultRow.Of(
                $"{UnequalFleet.Requests} chats at once, host 2 killed a second after the fiftieth answer: whole answers",
                UnequalFleet.Requests,
                $"{UnequalFleet.Requests - broken.Count}, in {Figures.Time(makespan.TotalMilliseconds)}",
                Figures.None,
                null),
            ResultRow.Of("of these: lost while still queued", UnequalFleet.Requests, $"{broken.Count - running}", "0", broken.Count == running),
            ResultRow.Of("of these: cut in the middle on the killed host", UnequalFleet.Requests, $"{running}", Figures.None, null),
        ];
    }

    private static async Task KillAsync(StudioMachine victim, TimeProvider time, CancellationToken cancellationToken)
    {
        await Task.Delay(Later, time, cancellationToken);
        await victim.KillAsync();
    }
}
