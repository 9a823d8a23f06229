using System.Collections.Concurrent;
using Chatbot.Bench.Measuring;
using Chatbot.Bench.Running;
using Chatbot.Bench.Talking;

namespace Chatbot.Bench.Chats;

/// <summary>
/// How many answers of 50 tokens a second keep that pace when they all run at once, for 15 s each: by the time at which the model
/// has said all, and a twentieth more, 98 of 100 tokens are there, and none came more than a second after the one before.
/// </summary>
internal static class FullPace
{
    // The agents' limit of 64 at once each must not be what is measured.
    private const int Machines = 10;
    private const int People = 50;
    private const int Tokens = 750;
    private const double TokensPerSecond = 50;
    private const int HeldNow = 200;
    private const int HeldLater = 500;
    private const string Question = "Please read three pages.";
    private static readonly int[] Levels = [50, 100, HeldNow, 300, HeldLater];
    private static readonly TimeSpan Ideal = TimeSpan.FromSeconds(Tokens / TokensPerSecond);
    private static readonly TimeSpan InTime = Ideal * 1.05;
    private static readonly TimeSpan BeginWithin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestGap = TimeSpan.FromSeconds(1);

    public static async Task<IReadOnlyList<ResultRow>> MeasureAsync(BenchSystem system, Budget budget)
    {
        await using var chatters = await Chatters.StartAsync(system, "pace", Machines, People, TokensPerSecond, budget);
        List<ResultRow> rows = [];
        foreach (var level in Levels)
        {
            var what = $"{level} answers of 50 tokens/s at once: at full pace for {Ideal.TotalSeconds:0} s";
            if (rows.Count > 0 && budget.IsOver)
            {
                rows.Add(ResultRow.Failed(what, "not tried, the time is over"));
                continue;
            }

            rows.Add(await LevelAsync(what, level, chatters, system, budget.Cut));
        }

        return rows;
    }

    // A level that overwhelms the machine must not take the others' figures with it.
    private static async Task<ResultRow> LevelAsync(string what, int level, Chatters chatters, BenchSystem system, CancellationToken cancellationToken)
    {
        try
        {
            await chatters.QuietAsync(cancellationToken);
            var direct = await HeldAsync("directly", level, chatters.AskDirectly, (_, _) => Task.CompletedTask, system, cancellationToken);
            await chatters.QuietAsync(cancellationToken);
            var held = await HeldAsync("through the product", level, chatters.Ask, (number, chat) => chatters.StopAsync(number, chat, cancellationToken), system, cancellationToken);
            return Row(what, level, held, direct);
        }
        catch (Exception exception) when (exception is HttpRequestException or TimeoutException or OperationCanceledException)
        {
            return ResultRow.Failed(what, exception.Message);
        }
    }

    private static ResultRow Row(string what, int level, int held, int direct)
    {
        var row = ResultRow.Of(what, level, $"{held} held", Figures.None, null, $"{direct} held", (double)held / direct);
        return level switch
        {
            HeldNow => row with { Bar = $"all {level}", Verdict = held == level ? ResultRow.Reached : ResultRow.Missed },
            HeldLater => row with { Bar = $"later: all {level}", Verdict = held == level ? ResultRow.Reached : "not yet" },
            _ => row,
        };
    }

    private static async Task<int> HeldAsync(
        string how, int level, Func<int, string, long, CancellationToken, Asked> ask, Func<int, Guid, Task> stop, BenchSystem system, CancellationToken cancellationToken)
    {
        // Whoever is twice as late as the model is not waited for.
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        enough.CancelAfter(BeginWithin + (Ideal * 2));
        var (answers, unfinished, failures) = (new ConcurrentBag<TokenStream>(), new ConcurrentBag<(int Number, Guid Chat)>(), new ConcurrentBag<string>());
        await OpenLoop.RunAsync(
            OpenLoop.Evenly(level, BeginWithin),
            async (number, due) =>
            {
                var asked = ask(number, Question, due, enough.Token);
                answers.Add(asked.Answer);
                try
                {
                    await asked.EndAsync(Tokens);
                }
                catch (Exception exception) when (exception is InvalidOperationException or HttpRequestException or IOException or OperationCanceledException)
                {
                    failures.Add(exception.Message);
                    if (asked.Chat is { } chat) unfinished.Add((number, chat));
                }
            },
            system.Time,
            cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        var held = answers.Count(IsHeld);
        system.Say($"  {level} {how}: {held} held; {answers.Sum(answer => answer.TokensWithin(InTime)) * 100.0 / (level * Tokens):0.0} % of the tokens in time, longest gap {Figures.Time(answers.Max(answer => answer.LongestGap).TotalMilliseconds)}, median first token {Figures.Time(Median(answers))}");
        foreach (var failure in failures.GroupBy(failure => failure)) system.Say($"    {failure.Count()} times: {failure.Key}");
        await Task.WhenAll(unfinished.Select(one => StopAsync(one.Number, one.Chat)));
        return held;

        async Task StopAsync(int number, Guid chat)
        {
            try
            {
                await stop(number, chat);
            }
            catch (HttpRequestException exception)
            {
                system.Say($"    a late answer could not be stopped: {exception.Message}");
            }
        }
    }

    private static bool IsHeld(TokenStream answer) => answer.TokensWithin(InTime) >= 0.98 * Tokens && answer.LongestGap <= LongestGap;

    private static double Median(IEnumerable<TokenStream> answers)
    {
        var first = new Samples();
        foreach (var at in answers.Select(answer => answer.First).OfType<TimeSpan>()) first.Add(at);
        return first.Median;
    }
}
