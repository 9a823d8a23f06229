using Chatbot.Bench.Measuring;
using Chatbot.Bench.Running;
using Chatbot.Bench.Talking;
using Chatbot.ModelCatalog.Contracts;

namespace Chatbot.Bench.Chats;

/// <summary>
/// From a stop's sending until LM Studio has ended its work on the answer, by the time that it notes. Two replicas of the chat
/// service run behind the web, and a stop meets either, whichever of them has the answer. Eight people, each with a model of their
/// own, by which an ended answer is told from the others'.
/// </summary>
internal static class StopUpstream
{
    private const int Stops = 500;
    private const int People = 8;
    private const int DirectEvery = 5;
    private const string Question = "Please read ten pages.";
    private static readonly TimeSpan LongestRead = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan NotedWithin = TimeSpan.FromSeconds(15);
    private static readonly Bar Bar = new(99, 250);

    public static IReadOnlyDictionary<string, string?> TwoReplicas { get; } = new Dictionary<string, string?> { ["CHAT_REPLICAS"] = "2" };

    public static async Task<IReadOnlyList<ResultRow>> MeasureAsync(BenchSystem system, Budget budget)
    {
        if (!system.State.Processes.ContainsKey("chat-2")) throw new InvalidOperationException("There is no second replica of the chat service.");

        List<Person> people = [];
        for (var number = 0; number < People; number++) people.Add(await system.NewPersonAsync(budget.Cut));
        var settings = new MachineSettings("stop", [.. Enumerable.Range(1, People).Select(number => new ModelFile($"stop/model-{number}", 1_000_000_000))], TokensPerSecond: 50);
        await using var machines = await StudioMachines.StartAsync(system, people[0], [settings], apart: false, budget.Cut);
        var (product, direct, begun) = (new Samples(), new Samples(), 0);
        await Task.WhenAll(people.Zip(settings.Models, async (person, model) =>
        {
            var one = new One(person, system.CompletionsAt(settings.Address, model.Key), machines.All[0].Studio, model.Key, system.Time);
            // The model is loaded, and nothing is compiled for the first time any more.
            for (var round = 0; round < 5; round++) await one.StopAsync(budget.Cut);
            for (var number = Interlocked.Increment(ref begun); number <= Stops && !budget.IsOver; number = Interlocked.Increment(ref begun))
            {
                product.Add(await one.StopAsync(budget.Cut));
                if (number % DirectEvery == 0) direct.Add(await one.LeaveAsync(budget.Cut));
            }
        }));
        return [ResultRow.Of("Stop to LM Studio's end of work, two chat replicas (directly: its client leaves)", product, Stops, Bar, direct)];
    }

    private sealed class One(Person person, Completions direct, Studio studio, string key, TimeProvider time)
    {
        public async Task<TimeSpan> StopAsync(CancellationToken cancellationToken)
        {
            var asked = person.Begin(ModelIds.Local(key), Question, time.GetTimestamp(), cancellationToken);
            await ReadALittleAsync(asked, cancellationToken);
            var sent = time.GetUtcNow();
            await person.StopAsync(asked.Chat!.Value, cancellationToken);
            var noted = await NotedAsync(sent, cancellationToken);
            await asked.EndAsync();
            return noted - sent;
        }

        public async Task<TimeSpan> LeaveAsync(CancellationToken cancellationToken)
        {
            using var leave = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var asked = direct.Begin(Question, time.GetTimestamp(), leave.Token);
            await ReadALittleAsync(asked, cancellationToken);
            var left = time.GetUtcNow();
            await leave.CancelAsync();
            var noted = await NotedAsync(left, cancellationToken);
            await asked.Reading.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            return noted - left;
        }

        private async Task ReadALittleAsync(Asked asked, CancellationToken cancellationToken)
        {
            await asked.BegunAsync();
            await Task.Delay(LongestRead * Random.Shared.NextDouble(), time, cancellationToken);
        }

        private async Task<DateTimeOffset> NotedAsync(DateTimeOffset after, CancellationToken cancellationToken)
        {
            DateTimeOffset? noted = null;
            await Waiting.UntilAsync(
                async token =>
                {
                    var status = await studio.StatusAsync(token);
                    noted = status.InstanceDetails.FirstOrDefault(instance => instance.Identifier == key)?.LastCancelledAt;
                    return noted >= after;
                },
                $"LM Studio ends its work on {key}",
                NotedWithin,
                cancellationToken);
            return noted!.Value;
        }
    }
}
