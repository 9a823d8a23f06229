using Chatbot.Bench.Measuring;
using Chatbot.Bench.Running;
using Chatbot.Bench.Talking;
using Chatbot.ModelCatalog.Contracts;

namespace Chatbot.Bench.Chats;

/// <summary>
/// Machines with their model in memory, and people who have all asked before: they are connected and signed in, and nothing on the
/// way is compiled for the first time.
/// </summary>
internal sealed class Chatters(StudioMachines machines, string key, IReadOnlyList<Person> people, IReadOnlyList<Completions> direct, TimeProvider time) : IAsyncDisposable
{
    /// <summary>The most that an agent gives to one instance at once.</summary>
    public const int Slots = 64;

    private const int WarmUps = 200;
    private const int WarmUpsAtOnce = 4;
    private const string Short = "Say it at once.";
    private static readonly TimeSpan QuietWithin = TimeSpan.FromMinutes(1);

    public IReadOnlyList<StudioMachine> Machines => machines.All;

    public string Model => ModelIds.Local(key);

    /// <param name="tokensPerSecond">Of each answer.</param>
    public static async Task<Chatters> StartAsync(BenchSystem system, string name, int machines, int people, double tokensPerSecond, Budget budget)
    {
        var key = $"{name}/model";
        List<Person> persons = [];
        for (var number = 0; number < people; number++) persons.Add(await system.NewPersonAsync(budget.Cut));
        var settings = Enumerable.Range(1, machines).Select(number => new MachineSettings($"{name}-{number}", [new ModelFile(key)], tokensPerSecond, Slots)).ToList();
        var started = await StudioMachines.StartAsync(system, persons[0], settings, apart: false, budget.Cut);
        var chatters = new Chatters(started, key, persons, [.. started.All.Select(machine => system.CompletionsAt(machine.Settings.Address, key))], system.Time);
        try
        {
            await chatters.WarmUpAsync(budget.Cut);
            return chatters;
        }
        catch
        {
            await chatters.DisposeAsync();
            throw;
        }
    }

    /// <summary>A new chat through all of the product.</summary>
    public Asked Ask(int number, string text, long due, CancellationToken cancellationToken) =>
        people[number % people.Count].Begin(Model, text, due, cancellationToken);

    /// <summary>The same of LM Studio itself, the machines by turns.</summary>
    public Asked AskDirectly(int number, string text, long due, CancellationToken cancellationToken) =>
        direct[number % direct.Count].Begin(text, due, cancellationToken);

    /// <param name="number">By which it was asked.</param>
    public Task StopAsync(int number, Guid chat, CancellationToken cancellationToken) => people[number % people.Count].StopAsync(chat, cancellationToken);

    /// <summary>No machine works on anything any more.</summary>
    public Task QuietAsync(CancellationToken cancellationToken) => Waiting.UntilAsync(
        async token =>
        {
            var status = await Task.WhenAll(machines.All.Select(machine => machine.Studio.StatusAsync(token)));
            return status.SelectMany(machine => machine.InstanceDetails).All(instance => instance is { Running: 0, Queued: 0 });
        },
        "no machine works on an answer",
        QuietWithin,
        cancellationToken);

    public ValueTask DisposeAsync() => machines.DisposeAsync();

    private async Task WarmUpAsync(CancellationToken cancellationToken)
    {
        foreach (var machine in machines.All) await people[0].Begin($"lmstudio@{machine.Id}:{key}", Short, time.GetTimestamp(), cancellationToken).EndAsync();
        foreach (var numbers in Enumerable.Range(0, Math.Max(WarmUps, people.Count)).Chunk(WarmUpsAtOnce))
        {
            await Task.WhenAll(numbers.Select(number => Ask(number, Short, time.GetTimestamp(), cancellationToken).EndAsync()));
            await Task.WhenAll(numbers.Select(number => AskDirectly(number, Short, time.GetTimestamp(), cancellationToken).EndAsync()));
        }
    }
}
