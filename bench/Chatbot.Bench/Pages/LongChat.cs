using System.Globalization;
using Chatbot.Bench.Browsing;
using Chatbot.Bench.Measuring;
using Chatbot.Bench.Running;
using Microsoft.Playwright;

namespace Chatbot.Bench.Pages;

/// <summary>A chat of 2,000 messages: until the newest is seen, and whether what one reads stays where it is while older ones are scrolled in.</summary>
internal static class LongChat
{
    private const int Messages = 2_000;
    private const int Times = 20;
    private const int WarmUps = 2;
    private const int OlderPages = 5;
    private const int Step = 120;
    private const double MostPixels = 2;
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(50);

    public static async Task<IReadOnlyList<ResultRow>> MeasureAsync(BenchSystem system, Budget budget)
    {
        // Each turn of the wheel is then one step at once, so that what moves besides is seen.
        await using var browser = await Chromium.LaunchAsync(system, "--disable-smooth-scrolling");
        await using var reader = await browser.NewPersonAsync();
        var (chat, newest) = await WrittenChats.WriteAsync(system, await SignedIn.IdAsync(reader), Messages, budget.Cut);
        var (path, shown) = ($"/chat/{chat}", SignedIn.Shows(newest));
        var page = await reader.NewPageAsync();
        var samples = new Samples();
        for (var time = -WarmUps; time < Times && !budget.IsOver; time++)
        {
            var painted = await Painted.OpenAsync(page, path, shown, budget.Cut);
            if (time >= 0) samples.Add(painted.Since);
            await browser.Relay.QuietAsync(system.Time, budget.Cut);
        }

        const string What = "the largest jump of the first message in sight while five older pages are scrolled in";
        var (older, pixels) = await ScrollAsync(page, system, budget);
        return
        [
            ResultRow.Of("A chat of 2,000 messages: navigation to the newest one painted", samples, Times),
            older < OlderPages
                ? ResultRow.Failed(What, $"{older} of {OlderPages} older pages came; the largest jump until then was {Told(pixels)}")
                : ResultRow.Of(What, older, Told(pixels), $"≤ {Told(MostPixels)}", pixels <= MostPixels),
        ];
    }

    private static async Task<(int Older, double Pixels)> ScrollAsync(IPage page, BenchSystem system, Budget budget)
    {
        var box = (await page.GetByRole(AriaRole.Log).BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + (box.Width / 2), page.ViewportSize!.Height / 2f);
        await page.EvaluateAsync($"() => {{ bench.scroll = document.querySelector('[role=\"log\"]').parentElement; bench.seen = bench.jumps(bench.scroll, {Step}); }}");
        var (older, messages) = (0, (await LookAsync(page)).Messages);
        while (older < OlderPages && !budget.IsOver)
        {
            var next = Task.Delay(Turn, system.Time, budget.Cut);
            var look = await LookAsync(page);
            if (look.Messages > messages) (older, messages) = (older + 1, look.Messages);
            // At the top itself the wheel would move less than a step.
            if (look.Top > Step * 3) await page.Mouse.WheelAsync(0, -Step);
            await next;
        }

        await Task.Delay(Turn * 10, system.Time, budget.Cut);
        return (older, await page.EvaluateAsync<double>("() => bench.seen.largest"));
    }

    private static async Task<(int Messages, double Top)> LookAsync(IPage page)
    {
        var seen = await page.EvaluateAsync<double[]>("() => [bench.scroll.querySelectorAll('[data-message]').length, bench.scroll.scrollTop]");
        return ((int)seen[0], seen[1]);
    }

    private static string Told(double pixels) => string.Create(CultureInfo.InvariantCulture, $"{pixels:0.0} px");
}
