using Chatbot.Bench.Measuring;
using Chatbot.Bench.Running;
using Chatbot.Bench.Talking;

namespace Chatbot.Bench.Chats;

/// <summary>
/// How much later the first token is there through all of the product than directly, while 32 answers run at once: they take 5 s
/// each, and 6.4 begin in a second, at random. By turns, so that whatever the machine does besides meets both.
/// </summary>
internal static class FirstToken
{
    private const int AtOnce = 32;
    private const int Turns = 6;
    private const int Tokens = 250;
    private const double TokensPerSecond = 50;
    private const string Question = "Please read a page.";
    private static readonly TimeSpan Takes = TimeSpan.FromSeconds(Tokens / TokensPerSecond);
    private static readonly TimeSpan During = TimeSpan.FromSeconds(30);
    private static readonly AddedTime Bar = new((10, 40), (3, 10));

    public static async Task<IReadOnlyList<ResultRow>> MeasureAsync(BenchSystem system, Budget budget)
    {
        await using var chatters = await Chatters.StartAsync(system, "first", machines: 1, people: 40, TokensPerSecond, budget);
        var (product, direct) = (new Samples(), new Samples());
        var turns = Enumerable.Range(1, Turns).Select(turn => OpenLoop.Poisson(AtOnce / Takes.TotalSeconds, During, turn)).ToList();
        foreach (var turn in turns.TakeWhile((_, number) => number == 0 || !budget.IsOver))
        {
            await TurnAsync(turn, chatters.AskDirectly, direct, system, budget.Cut);
            await TurnAsync(turn, chatters.Ask, product, system, budget.Cut);
            system.Say($"  p50 and p99 {Figures.Time(product.Median)} and {Figures.Time(product.Percentile(99))}, directly {Figures.Time(direct.Median)} and {Figures.Time(direct.Percentile(99))}");
        }

        var wanted = turns.Sum(turn => turn.Count(due => due >= Takes));
        return
        [
            ResultRow.Of($"Time to first token through the whole chat path, {AtOnce} answers at once", product, wanted, direct: direct),
            Bar.Row("of this: added to the direct one's", product, direct, wanted),
        ];
    }

    private static Task TurnAsync(IReadOnlyList<TimeSpan> turn, Func<int, string, long, CancellationToken, Asked> ask, Samples samples, BenchSystem system, CancellationToken cancellationToken) =>
        OpenLoop.RunAsync(
            turn,
            async (number, due) =>
            {
                try
                {
                    var answer = await ask(number, Question, due, cancellationToken).EndAsync(Tokens);
                    // Until then fewer than 32 run.
                    if (turn[number] >= Takes) samples.Add(answer.First!.Value);
                }
                catch (Exception exception) when (exception is InvalidOperationException or HttpRequestException or IOException)
                {
                    system.Say($"  not counted: {exception.Message}");
                }
            },
            system.Time,
            cancellationToken);
}
