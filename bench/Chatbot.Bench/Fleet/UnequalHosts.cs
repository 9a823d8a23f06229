using Chatbot.Bench.Measuring;
using Chatbot.Bench.Running;

namespace Chatbot.Bench.Fleet;

/// <summary>How long a hundred questions take together through the whole chat path, against the best that the hosts could do.</summary>
internal static class UnequalHosts
{
    private const double AtMost = 1.15;

    public static async Task<IReadOnlyList<ResultRow>> MeasureAsync(BenchSystem system, Budget budget)
    {
        await using var fleet = await UnequalFleet.StartAsync(system, "share", budget);
        var direct = await fleet.AskDirectlyAsync(budget.Cut);
        var (makespan, answers) = await fleet.AskAllAsync(_ => { }, budget.Cut);
        var (ideal, right) = (UnequalFleet.Ideal(), answers.Count(UnequalFleet.IsRight));
        var ratio = makespan / ideal;
        return
        [
            ResultRow.Of(
                $"{UnequalFleet.Requests} chats at once over hosts of speed 1, 2 and 4: the last one's end (ideal {Figures.Time(ideal.TotalMilliseconds)})",
                right,
                Figures.Time(makespan.TotalMilliseconds),
                $"≤ {Figures.Ratio(AtMost)} of ideal, all right",
                ratio <= AtMost && right == UnequalFleet.Requests,
                Figures.Time(direct.TotalMilliseconds),
                ratio),
        ];
    }
}
