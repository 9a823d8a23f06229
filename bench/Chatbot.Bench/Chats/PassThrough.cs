using Chatbot.Bench.Measuring;
using Chatbot.Bench.Running;
using Chatbot.Bench.Talking;
using Chatbot.ModelCatalog.Contracts;
using Npgsql;

namespace Chatbot.Bench.Chats;

/// <summary>
/// What <c>/v1/chat/completions</c> with an API key adds to the same asked of LM Studio: one request after the other whose answers
/// are written at once, and 16 at a time that begin at random and are written at 50 tokens a second.
/// </summary>
internal static class PassThrough
{
    private const int Sequential = 500;
    private const int AtOnce = 16;
    private const int Turns = 4;
    private const double TokensPerSecond = 50;
    private const string Key = "pass/model";
    private const string Short = "Say it at once.";
    private const string Paced = "Say it slowly.";
    private static readonly TimeSpan During = TimeSpan.FromSeconds(10);
    private static readonly AddedTime Bar = new((2, 13), (0.5, 1));

    public static async Task<IReadOnlyList<ResultRow>> MeasureAsync(BenchSystem system, Budget budget)
    {
        var person = await system.NewPersonAsync(budget.Cut);
        await MakeRegularAsync(system, budget.Cut);
        var settings = new MachineSettings("pass", [new ModelFile(Key)], TokensPerSecond, Chatters.Slots);
        await using var machines = await StudioMachines.StartAsync(system, person, [settings], apart: false, budget.Cut);
        var ways = new Ways(
            system.CompletionsAt(new Uri(system.State.Url), ModelIds.Local(Key), await person.NewKeyAsync(budget.Cut)),
            system.CompletionsAt(settings.Address, Key));
        for (var number = 0; number < 100; number++) await RoundAsync(ways, new(), system.Time, budget.Cut);

        var alone = new Times();
        while (alone.Product.First.Count < Sequential && (alone.Product.First.Count < 20 || !budget.IsOver)) await RoundAsync(ways, alone, system.Time, budget.Cut);
        var (together, wanted) = await TogetherAsync(ways, system, budget);
        return
        [
            .. Rows("/v1/chat/completions, one after the other", alone, Sequential),
            .. Rows($"/v1/chat/completions, {AtOnce} at once", together, wanted),
        ];
    }

    private static IEnumerable<ResultRow> Rows(string what, Times times, int wanted)
    {
        yield return ResultRow.Of($"{what}: first content", times.Product.First, wanted, direct: times.Direct.First);
        yield return Bar.Row("of this: added to the direct one's", times.Product.First, times.Direct.First, wanted);
        yield return ResultRow.Of($"{what}: all of a short answer", times.Product.All, wanted, direct: times.Direct.All);
        yield return Bar.Row("of this: added to the direct one's", times.Product.All, times.Direct.All, wanted);
    }

    private static async Task RoundAsync(Ways ways, Times times, TimeProvider time, CancellationToken cancellationToken)
    {
        times.Direct.Add(await ways.Direct.Begin(Short, time.GetTimestamp(), cancellationToken).EndAsync());
        times.Product.Add(await ways.Product.Begin(Short, time.GetTimestamp(), cancellationToken).EndAsync());
    }

    private static async Task<(Times Times, int Wanted)> TogetherAsync(Ways ways, BenchSystem system, Budget budget)
    {
        var times = new Times();
        var taken = await ways.Direct.Begin(Paced, system.Time.GetTimestamp(), budget.Cut).EndAsync();
        var turns = Enumerable.Range(1, Turns).Select(turn => OpenLoop.Poisson(AtOnce / taken.Took.TotalSeconds, During, turn)).ToList();
        foreach (var turn in turns.TakeWhile((_, number) => number == 0 || !budget.IsOver))
        {
            await TurnAsync(turn, ways.Direct, times.Direct);
            await TurnAsync(turn, ways.Product, times.Product);
        }

        return (times, turns.Sum(turn => turn.Count(due => due >= taken.Took)));

        // Those of the beginning meet fewer than 16.
        Task TurnAsync(IReadOnlyList<TimeSpan> turn, Completions way, Way samples) => OpenLoop.RunAsync(
            turn,
            async (number, due) =>
            {
                var answer = await way.Begin(Paced, due, budget.Cut).EndAsync(taken.Tokens);
                if (turn[number] >= taken.Took) samples.Add(answer);
            },
            system.Time,
            budget.Cut);
    }

    // Guests get no API key. Nobody else signs in meanwhile, so the last session is this person's.
    private static async Task MakeRegularAsync(BenchSystem system, CancellationToken cancellationToken)
    {
        await using var auth = NpgsqlDataSource.Create(system.State.ConnectionStrings["authdb"]!);
        await using var command = auth.CreateCommand("UPDATE auth.accounts SET user_type = 'regular' WHERE id = (SELECT account_id FROM auth.sessions ORDER BY created_at DESC LIMIT 1)");
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private sealed record Ways(Completions Product, Completions Direct);

    private sealed record Way(Samples First, Samples All)
    {
        public void Add(TokenStream answer)
        {
            First.Add(answer.First!.Value);
            All.Add(answer.Took);
        }
    }

    private sealed record Times(Way Product, Way Direct)
    {
        public Times() : this(new Way(new(), new()), new Way(new(), new()))
        {
        }
    }
}
