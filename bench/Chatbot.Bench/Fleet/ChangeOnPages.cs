using System.Globalization;
using Chatbot.Bench.Measuring;
using Chatbot.Bench.Running;
using Chatbot.Bench.Talking;
using Chatbot.ModelCatalog.Contracts;

namespace Chatbot.Bench.Fleet;

/// <summary>
/// From a load's or an unload's happening in LM Studio until the last of twenty open pages was told. What somebody else does, at
/// LM Studio's own window, is apart: nothing tells the agent of it, so that it is found when the agent looks the next time.
/// </summary>
internal static class ChangeOnPages
{
    private const int Machines = 20;
    private const int ModelsEach = 10;
    private const int Pages = 20;
    private const int Pairs = 50;
    private static readonly TimeSpan TellsWithin = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Noteworthy = TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    public static async Task<IReadOnlyList<ResultRow>> MeasureAsync(BenchSystem system, Budget budget)
    {
        var person = await system.NewPersonAsync(budget.Cut);
        await using var machines = await StudioMachines.StartAsync(system, person, [.. Enumerable.Range(1, Machines).Select(Settings)], apart: false, budget.Cut);
        List<Page> pages = [];
        try
        {
            for (var number = 0; number < Pages; number++) pages.Add(await Page.OpenAsync(await system.NewPersonAsync(budget.Cut), system.Time, budget.Cut));
            var (byCommand, byOthers) = (new Samples(), new Samples());
            // Both kinds by turns: whatever the machine does besides meets both.
            for (var pair = 0; pair < Pairs && !budget.IsOver; pair++)
            {
                await PairAsync(machines, pages, (machine, key, load) => CommandAsync(person, machine, key, load, budget.Cut), byCommand, system, budget.Cut);
                await PairAsync(machines, pages, (machine, key, load) => AtItsWindowAsync(machine, key, load, budget.Cut), byOthers, system, budget.Cut);
            }

            var size = $"{Machines} hosts, {Machines * ModelsEach} models, {Pages} pages";
            return
            [
                ResultRow.Of($"State change by command to the last open page ({size})", byCommand, Pairs * 2, new Bar(95, 1000)),
                ResultRow.Of("State change by somebody else, in LM Studio itself, to the last open page (the same)", byOthers, Pairs * 2, new Bar(95, 1000)),
            ];
        }
        finally
        {
            foreach (var page in pages) await page.DisposeAsync();
        }
    }

    private static MachineSettings Settings(int number)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"pages-{number:00}");
        return new MachineSettings(id, [.. Enumerable.Range(1, ModelsEach).Select(model => new ModelFile($"{id}/model-{model}"))]);
    }

    private static async Task PairAsync(
        StudioMachines machines, IReadOnlyList<Page> pages, Func<StudioMachine, string, bool, Task> change, Samples samples, BenchSystem system, CancellationToken cancellationToken)
    {
        var machine = machines.All[Random.Shared.Next(machines.All.Count)];
        var key = machine.Settings.Models[Random.Shared.Next(ModelsEach)].Key;
        foreach (var load in new[] { true, false })
        {
            await Task.Delay(LongestPause * Random.Shared.NextDouble(), system.Time, cancellationToken);
            var told = pages.Select(page => page.ExpectAsync(ModelIds.Local(key), machine.Id, load ? PlaceStates.Loaded : PlaceStates.NotLoaded)).ToList();
            await change(machine, key, load);
            var heard = await Task.WhenAll(told).WaitAsync(TellsWithin, system.Time, cancellationToken);
            var status = await machine.Studio.StatusAsync(cancellationToken);
            var happened = status.Last(load ? StudioChange.Loaded : StudioChange.Unloaded, key)!.At;
            samples.Add(heard.Max() - happened);
            if (heard.Max() - happened > Noteworthy)
                system.Say($"  {(load ? "load" : "unload")} of {key} at {happened:HH:mm:ss.fff}: the first page after {Figures.Time((heard.Min() - happened).TotalMilliseconds)}, the last after {Figures.Time((heard.Max() - happened).TotalMilliseconds)}");
        }
    }

    private static async Task CommandAsync(Person person, StudioMachine machine, string key, bool load, CancellationToken cancellationToken)
    {
        var operation = load ? await person.LoadAsync(ModelIds.Local(key), machine.Id, cancellationToken) : await person.UnloadAsync(ModelIds.Local(key), machine.Id, cancellationToken);
        await person.EndOfAsync(operation, cancellationToken);
    }

    private static Task AtItsWindowAsync(StudioMachine machine, string key, bool load, CancellationToken cancellationToken) =>
        load ? machine.Studio.LoadAsync(key, cancellationToken) : machine.Studio.UnloadAsync(key, cancellationToken);
}
