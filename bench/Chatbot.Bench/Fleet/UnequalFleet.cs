using Chatbot.Bench.Measuring;
using Chatbot.Bench.Running;
using Chatbot.Bench.Talking;
using Chatbot.ModelCatalog.Contracts;

namespace Chatbot.Bench.Fleet;

/// <summary>Three machines, the second twice and the third four times as fast as the first, all with the model in memory, and a hundred questions at once.</summary>
internal sealed class UnequalFleet(StudioMachines machines, string key, IReadOnlyList<Person> people, BenchSystem system) : IAsyncDisposable
{
    public const int Requests = 100;
    private const int People = 10;
    private const int Slots = 4;
    private const string Question = "Please count to a hundred and twenty.";
    private static readonly double[] TokensPerSecond = [15, 30, 60];
    private static readonly string Counted = Read("numbers.txt");

    // A word is a token, as is each blank with the word that follows it.
    private static readonly int Tokens = Counted.Split(' ').Length;

    public IReadOnlyList<StudioMachine> Machines => machines.All;

    public static async Task<UnequalFleet> StartAsync(BenchSystem system, string name, Budget budget)
    {
        var key = $"{name}/model";
        List<Person> people = [];
        for (var number = 0; number < People; number++) people.Add(await system.NewPersonAsync(budget.Cut));
        var settings = TokensPerSecond.Select((pace, number) => new MachineSettings($"{name}-{number + 1}", [new ModelFile(key)], pace, Slots)).ToList();
        var fleet = new UnequalFleet(await StudioMachines.StartAsync(system, people[0], settings, apart: true, budget.Cut), key, people, system);
        try
        {
            await fleet.WarmUpAsync(budget.Cut);
            return fleet;
        }
        catch
        {
            await fleet.DisposeAsync();
            throw;
        }
    }

    public static bool IsRight(ChatAnswer answer) => answer.IsWhole && answer.Text == Counted;

    /// <param name="ended">Called with how many have, after each.</param>
    public async Task<(TimeSpan Makespan, IReadOnlyList<ChatAnswer> Answers)> AskAllAsync(Action<int> ended, CancellationToken cancellationToken)
    {
        var start = system.Time.GetTimestamp();
        var count = 0;
        var answers = await Task.WhenAll(Enumerable.Range(0, Requests).Select(async number =>
        {
            var answer = await people[number % people.Count].AskAsync(ModelIds.Local(key), Question, cancellationToken);
            ended(Interlocked.Increment(ref count));
            return answer;
        }));
        var makespan = system.Time.GetElapsedTime(start);
        foreach (var host in answers.GroupBy(answer => answer.Host).OrderBy(host => host.Key))
            system.Say($"  {host.Key ?? "no host"}: {host.Count()} answers, the last after {Figures.Time(host.Max(answer => answer.Took).TotalMilliseconds)}");
        return (makespan, answers);
    }

    /// <summary>The same number asked of the three LM Studios themselves: each slot takes the next question when it is free.</summary>
    public async Task<TimeSpan> AskDirectlyAsync(CancellationToken cancellationToken)
    {
        var start = system.Time.GetTimestamp();
        var left = Requests;
        await Task.WhenAll(machines.All.SelectMany(machine => Enumerable.Range(0, Slots).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0) await machine.Studio.AskAsync(key, Question, cancellationToken);
        })));
        return system.Time.GetElapsedTime(start);
    }

    /// <summary>
    /// List scheduling at the stated speeds, with nothing lost between: a question goes to the slot that is free first, the
    /// fastest of those.
    /// </summary>
    public static TimeSpan Ideal()
    {
        var slots = new PriorityQueue<double, (double FreeAt, double Takes)>();
        foreach (var takes in TokensPerSecond.Select(pace => Tokens / pace))
        {
            for (var slot = 0; slot < Slots; slot++) slots.Enqueue(takes, (0, takes));
        }

        var last = 0.0;
        for (var request = 0; request < Requests; request++)
        {
            slots.TryDequeue(out var takes, out var slot);
            last = Math.Max(last, slot.FreeAt + takes);
            slots.Enqueue(takes, (slot.FreeAt + takes, takes));
        }

        return TimeSpan.FromSeconds(last);
    }

    public ValueTask DisposeAsync() => machines.DisposeAsync();

    // One answer of each host: by then it is loaded everywhere, and each agent has seen how fast its host is.
    private async Task WarmUpAsync(CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(machines.All.Select(machine => people[0].AskAsync($"lmstudio@{machine.Id}:{key}", Question, cancellationToken)));
        if (answers.FirstOrDefault(answer => !IsRight(answer)) is { } wrong) throw new InvalidOperationException($"The first answer is not what the model says: {wrong.Error ?? wrong.Text}");
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Answers", file)).Trim();
}
