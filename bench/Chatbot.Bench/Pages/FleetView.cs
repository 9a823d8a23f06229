using Chatbot.Bench.Browsing;
using Chatbot.Bench.Measuring;
using Chatbot.Bench.Running;
using Chatbot.Bench.Talking;
using Chatbot.ModelCatalog.Contracts;
using Microsoft.Playwright;

namespace Chatbot.Bench.Pages;

/// <summary>The page <c>/models</c> of a large fleet: until its last card is seen, and until a load or an unload by command is.</summary>
internal static class FleetView
{
    private const int Times = 20;
    private const int WarmUps = 2;
    private const int Pairs = 50;
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);
    private static readonly Bar Seen = new(95, 1000);

    public static async Task<IReadOnlyList<ResultRow>> MeasureAsync(BenchSystem system, Budget budget)
    {
        var person = await system.NewPersonAsync(budget.Cut);
        await using var machines = await LargeFleet.StartAsync(system, person, budget.Cut);
        var hosts = (await person.ModelsAsync(budget.Cut)).SelectMany(model => model.Places).Select(place => place.Host).Distinct().Count();
        // A card with a button for each of what it has.
        var shown = $$"""() => { const cards = [...document.querySelectorAll('[data-testid="host-card"]')]; return cards.length === {{hosts}} && cards.every((card) => card.querySelector('[data-testid="model-load-button"]')); }""";
        await using var browser = await Chromium.LaunchAsync(system);
        await using var reader = await browser.NewPersonAsync();
        var page = await reader.NewPageAsync();
        var (opened, changed, commanded) = (new Samples(), new Samples(), new Samples());
        for (var time = -WarmUps; time < Times && !budget.IsOver; time++)
        {
            var painted = await Painted.OpenAsync(page, "/models", shown, budget.Cut);
            if (time >= 0) opened.Add(painted.Since);
            await browser.Relay.QuietAsync(system.Time, budget.Cut);
        }

        for (var pair = 0; pair < Pairs && !budget.IsOver; pair++) await PairAsync(page, person, machines, changed, commanded, system, budget.Cut);
        return
        [
            ResultRow.Of($"The page /models: navigation to the last card painted ({LargeFleet.Size})", opened, Times),
            ResultRow.Of("a load or an unload by command, from when it happened in LM Studio to its paint on that page", changed, Pairs * 2, Seen),
            ResultRow.Of("the same from when the command was sent", commanded, Pairs * 2),
        ];
    }

    private static async Task PairAsync(
        IPage page, Person person, StudioMachines machines, Samples changed, Samples commanded, BenchSystem system, CancellationToken cancellationToken)
    {
        var machine = machines.All[Random.Shared.Next(machines.All.Count)];
        var key = machine.Settings.Models[Random.Shared.Next(machine.Settings.Models.Count)].Key;
        var model = ModelIds.Local(key);
        foreach (var load in new[] { true, false })
        {
            await Task.Delay(LongestPause * Random.Shared.NextDouble(), system.Time, cancellationToken);
            await Painted.ExpectAsync(page, $$"""() => document.querySelectorAll('[data-host="{{machine.Id}}"] [data-testid="instance-row"]').length === {{(load ? 1 : 0)}}""");
            var sent = system.Time.GetUtcNow();
            var operation = load ? await person.LoadAsync(model, machine.Id, cancellationToken) : await person.UnloadAsync(model, machine.Id, cancellationToken);
            var painted = await Painted.ExpectedAsync(page, cancellationToken);
            await person.EndOfAsync(operation, cancellationToken);
            var status = await machine.Studio.StatusAsync(cancellationToken);
            changed.Add(painted.At - status.Last(load ? StudioChange.Loaded : StudioChange.Unloaded, key)!.At);
            commanded.Add(painted.At - sent);
        }
    }
}
