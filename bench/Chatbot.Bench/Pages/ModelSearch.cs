using System.Text.Json;
using Chatbot.Bench.Browsing;
using Chatbot.Bench.Measuring;
using Chatbot.Bench.Running;
using Chatbot.Bench.Talking;
using Microsoft.Playwright;

namespace Chatbot.Bench.Pages;

/// <summary>The models' drop-down of a large fleet, searched by words that are typed letter by letter and taken away again.</summary>
internal static class ModelSearch
{
    private const int Rounds = 3;

    /// <summary>So many rows the list shows before one scrolls.</summary>
    private const int Most = 30;

    private static readonly IReadOnlyList<string> Words = [.. LargeFleet.Families, "rack-07", "llama-13"];
    private static readonly TimeSpan Key = TimeSpan.FromMilliseconds(150);
    private static readonly Bar Seen = new(95, 100);

    public static async Task<IReadOnlyList<ResultRow>> MeasureAsync(BenchSystem system, Budget budget)
    {
        var person = await system.NewPersonAsync(budget.Cut);
        await using var machines = await LargeFleet.StartAsync(system, person, budget.Cut);
        await using var browser = await Chromium.LaunchAsync(system);
        await using var reader = await browser.NewPersonAsync();
        var page = await reader.NewPageAsync();
        await Painted.OpenAsync(page, "/", Painted.Usable, budget.Cut);
        await page.GetByTestId("model-selector").ClickAsync();
        await page.GetByRole(AriaRole.Combobox).FocusAsync();
        var expected = JsonSerializer.Serialize(await ExpectedAsync(person, budget.Cut));
        await page.EvaluateAsync($"() => {{ bench.found = bench.searches(document.activeElement, {expected}, {Most}); }}");

        // The first round compiles what a search takes.
        await RoundAsync(page, system, budget.Cut);
        await page.EvaluateAsync("() => { bench.found.times.length = 0; }");
        var rounds = 0;
        for (; rounds < Rounds && !budget.IsOver; rounds++) await RoundAsync(page, system, budget.Cut);

        var samples = new Samples();
        foreach (var time in await page.EvaluateAsync<double[]>("() => bench.found.times")) samples.Add(TimeSpan.FromMilliseconds(time));
        return [ResultRow.Of($"A letter in the models' search to the list that belongs to it ({LargeFleet.Size})", samples, samples.Count * Rounds / Math.Max(1, rounds), Seen)];
    }

    private static async Task RoundAsync(IPage page, BenchSystem system, CancellationToken cancellationToken)
    {
        foreach (var word in Words)
        {
            foreach (var letter in word) await PressAsync(page, $"{letter}", system, cancellationToken);
            await page.Keyboard.PressAsync("Control+a");
            await PressAsync(page, "Backspace", system, cancellationToken);
        }
    }

    private static async Task PressAsync(IPage page, string key, BenchSystem system, CancellationToken cancellationToken)
    {
        var next = Task.Delay(Key, system.Time, cancellationToken);
        await page.Keyboard.PressAsync(key);
        await page.EvaluateAsync("() => bench.found.settled").WaitAsync(TimeSpan.FromSeconds(10), cancellationToken);
        await next;
    }

    /// <summary>How many models have what is searched, of every beginning of a word and of nothing.</summary>
    private static async Task<Dictionary<string, int>> ExpectedAsync(Person person, CancellationToken cancellationToken)
    {
        var texts = (await person.ModelsAsync(cancellationToken))
            .Where(model => model.Kind == "llm")
            .Select(model => $"{model.Id} {model.Name} {string.Join(' ', model.Places.Select(place => place.Host))}")
            .ToList();
        return Words.SelectMany(word => Enumerable.Range(0, word.Length + 1).Select(length => word[..length])).Distinct()
            .ToDictionary(text => text, text => texts.Count(some => some.Contains(text, StringComparison.OrdinalIgnoreCase)));
    }
}
