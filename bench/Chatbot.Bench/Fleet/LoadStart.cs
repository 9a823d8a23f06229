using Chatbot.Bench.Measuring;
using Chatbot.Bench.Running;
using Chatbot.Bench.Talking;
using Chatbot.ModelCatalog.Contracts;

namespace Chatbot.Bench.Fleet;

/// <summary>
/// From the answer 202 to a load command, and from its sending, until LM Studio begins to load, by the clock that both share.
/// Between them asked of LM Studio itself, without the product.
/// </summary>
internal static class LoadStart
{
    private const int Rounds = 500;
    private const int DirectEvery = 5;
    private const string Key = "qwen/qwen3-4b";
    private const string DirectKey = "text-embedding-nomic-embed-text-v1.5";

    public static async Task<IReadOnlyList<ResultRow>> MeasureAsync(BenchSystem system, Budget budget)
    {
        var person = await system.NewPersonAsync(budget.Cut);
        var studio = system.StudioAt(system.State.AddressOf("simulator"));
        var (accepted, sent, direct) = (new Samples(), new Samples(), new Samples());

        // The first of everything is compiled and connected on the way; people meet it once.
        await RoundAsync(person, studio, system.Time, new(), new(), budget.Cut);
        while (accepted.Count < Rounds && !budget.IsOver)
        {
            if (accepted.Count % DirectEvery == 0) await DirectAsync(studio, system.Time, direct, budget.Cut);
            await RoundAsync(person, studio, system.Time, accepted, sent, budget.Cut);
        }

        return
        [
            ResultRow.Of("Load command accepted (202 received) to LM Studio's load started", accepted, Rounds, new Bar(99, 100)),
            ResultRow.Of("Load command sent to LM Studio's load started", sent, Rounds, direct: direct),
        ];
    }

    private static async Task RoundAsync(Person person, Studio studio, TimeProvider time, Samples accepted, Samples sent, CancellationToken cancellationToken)
    {
        var model = ModelIds.Local(Key);
        var sentAt = time.GetUtcNow();
        var operation = await person.LoadAsync(model, null, cancellationToken);
        var acceptedAt = time.GetUtcNow();
        await person.EndOfAsync(operation, cancellationToken);
        var startedAt = await StartOfAsync(studio, Key, sentAt, cancellationToken);
        accepted.Add(startedAt - acceptedAt);
        sent.Add(startedAt - sentAt);
        await person.EndOfAsync(await person.UnloadAsync(model, null, cancellationToken), cancellationToken);
    }

    private static async Task DirectAsync(Studio studio, TimeProvider time, Samples direct, CancellationToken cancellationToken)
    {
        var sentAt = time.GetUtcNow();
        await studio.LoadAsync(DirectKey, cancellationToken);
        direct.Add(await StartOfAsync(studio, DirectKey, sentAt, cancellationToken) - sentAt);
        await studio.UnloadAsync(DirectKey, cancellationToken);
    }

    private static async Task<DateTimeOffset> StartOfAsync(Studio studio, string key, DateTimeOffset after, CancellationToken cancellationToken)
    {
        var status = await studio.StatusAsync(cancellationToken);
        return status.Last(StudioChange.LoadStarted, key) is { } start && start.At >= after
            ? start.At
            : throw new InvalidOperationException($"LM Studio did not begin to load {key}, and yet the operation succeeded.");
    }
}
