using System.Globalization;
using System.Text;
using Chatbot.Bench.Browsing;
using Chatbot.Bench.Measuring;
using Chatbot.Bench.Running;
using Chatbot.ModelCatalog.Contracts;
using Microsoft.Playwright;

namespace Chatbot.Bench.Pages;

/// <summary>
/// An answer of 10,000 tokens that is read in an open page while somebody writes the next question: what it costs their line
/// against its text, and how long a key takes until it is seen.
/// </summary>
internal static class ReadAnswer
{
    private const int Tokens = 10_000;
    private const string Question = "Please write forty pages.";
    private const string Typed = "and what comes of it when somebody else reads along ";
    private const int KeysAtRest = 50;
    private const double Now = 2;
    private const double Later = 1.25;
    private const string Answering = """() => document.querySelector('[data-testid="stop-button"]')""";
    private const string Answered = """() => document.querySelector('[data-testid="send-button"]') && !document.querySelector('[data-testid="stop-button"]')""";
    private static readonly int[] Paces = [50, 200];
    private static readonly TimeSpan Key = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan EndsWithin = TimeSpan.FromMinutes(5);
    private static readonly Bar Seen = new(95, 100);

    public static async Task<IReadOnlyList<ResultRow>> MeasureAsync(BenchSystem system, Budget budget)
    {
        var person = await system.NewPersonAsync(budget.Cut);
        var settings = Paces.Select(pace => new MachineSettings($"answer-{pace}", [new ModelFile(ModelOf(pace))], pace)).ToList();
        await using var machines = await StudioMachines.StartAsync(system, person, settings, apart: false, budget.Cut);
        List<ResultRow> rows = [];
        foreach (var pace in Paces) rows.AddRange(await ReadAsync(pace, system, budget));
        return rows;
    }

    private static string ModelOf(int pace) => $"answer/at-{pace}";

    private static async Task<IReadOnlyList<ResultRow>> ReadAsync(int pace, BenchSystem system, Budget budget)
    {
        await using var browser = await Chromium.LaunchAsync(system);
        await using var reader = await browser.NewPersonAsync(ModelIds.Local(ModelOf(pace)));
        var page = await reader.NewPageAsync();
        var socket = new Frames();
        page.WebSocket += (_, opened) => opened.FrameReceived += (_, frame) => socket.Count(frame);

        // Loads the model, and compiles what an answer takes.
        await Painted.OpenAsync(page, "/", Painted.Usable, budget.Cut);
        await AskAsync(page, "Say it at once.", budget.Cut);
        await Painted.UntilAsync(page, Answered, budget.Cut);

        await Painted.OpenAsync(page, "/", Painted.Usable, budget.Cut);
        await BeginKeysAsync(page);
        for (var number = 0; number < KeysAtRest; number++) await PressAsync(page, number, system, budget.Cut);
        var atRest = await KeysAsync(page);

        await browser.Relay.QuietAsync(system.Time, budget.Cut);
        var before = (From: browser.Relay.FromServer, To: browser.Relay.ToServer, socket.Number, socket.Bytes);
        await AskAsync(page, Question, budget.Cut);
        await BeginKeysAsync(page);
        var end = Painted.UntilAsync(page, Answered, budget.Cut, EndsWithin);
        for (var number = 0; !end.IsCompleted; number++) await PressAsync(page, number, system, budget.Cut);
        await end;
        var keys = await KeysAsync(page);
        await browser.Relay.QuietAsync(system.Time, budget.Cut);
        var text = await TextAsync(page);

        var sent = (double)(browser.Relay.FromServer - before.From);
        var what = string.Create(CultureInfo.InvariantCulture, $"Bytes to an open page for an answer of 10,000 tokens at {pace} tokens/s against its text");
        return
        [
            ResultRow.Of(what, Tokens, $"{Kilobytes(sent)} for {Kilobytes(text)}", $"{new Aim($"≤ {Figures.Ratio(Now)}", $"≤ {Figures.Ratio(Later)}")}", null, ratio: sent / text) with
            {
                Verdict = Aim.Verdict(sent / text <= Now, sent / text <= Later),
            },
            ResultRow.Of("of these: messages of the page's socket, and their bytes before they are compressed", socket.Number - before.Number, Kilobytes(socket.Bytes - before.Bytes), Figures.None, null),
            ResultRow.Of("from the page meanwhile", Tokens, Kilobytes(browser.Relay.ToServer - before.To), Figures.None, null),
            ResultRow.Of("a key in the message field meanwhile, to the frame that shows it (directly: nothing is being said)", keys, keys.Count, Seen, atRest),
        ];
    }

    private static async Task AskAsync(IPage page, string text, CancellationToken cancellationToken)
    {
        var field = page.GetByTestId("multimodal-input");
        await field.FillAsync(text);
        await Painted.ExpectAsync(page, Answering);
        await field.PressAsync("Enter");
        await Painted.ExpectedAsync(page, cancellationToken);
    }

    private static async Task BeginKeysAsync(IPage page)
    {
        await page.GetByTestId("multimodal-input").FocusAsync();
        await page.EvaluateAsync("""() => { bench.times = bench.keys(document.querySelector('[data-testid="multimodal-input"]')); }""");
    }

    private static async Task PressAsync(IPage page, int number, BenchSystem system, CancellationToken cancellationToken)
    {
        var next = Task.Delay(Key, system.Time, cancellationToken);
        await page.Keyboard.PressAsync(Typed[number % Typed.Length] is var letter and not ' ' ? $"{letter}" : "Space");
        await next;
    }

    private static async Task<Samples> KeysAsync(IPage page)
    {
        var samples = new Samples();
        foreach (var time in await page.EvaluateAsync<double[]>("() => bench.times")) samples.Add(TimeSpan.FromMilliseconds(time));
        return samples;
    }

    /// <summary>Bytes of the answer as it is kept.</summary>
    private static async Task<double> TextAsync(IPage page)
    {
        var response = await page.Context.APIRequest.GetAsync($"/api{new Uri(page.Url).AbsolutePath}?limit=50");
        var messages = (await response.JsonAsync())!.Value.GetProperty("messages");
        var parts = messages[messages.GetArrayLength() - 1].GetProperty("parts").EnumerateArray().Where(part => part.GetProperty("type").GetString() == "text");
        var text = string.Concat(parts.Select(part => part.GetProperty("text").GetString()));
        var once = (await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Answers", "written.md"))).Trim();
        var whole = string.Join("\n\n", Enumerable.Repeat(once, 40));
        return text.Trim() == whole ? Encoding.UTF8.GetByteCount(text) : throw new InvalidOperationException($"The answer is not whole: {text.Length} of {whole.Length} characters.");
    }

    private static string Kilobytes(double bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1000:0.0} kB");

    private sealed class Frames
    {
        private long _bytes;
        private int _number;

        public long Bytes => Interlocked.Read(ref _bytes);

        public int Number => _number;

        public void Count(IWebSocketFrame frame)
        {
            Interlocked.Increment(ref _number);
            Interlocked.Add(ref _bytes, frame.Binary?.Length ?? Encoding.UTF8.GetByteCount(frame.Text ?? ""));
        }
    }
}
