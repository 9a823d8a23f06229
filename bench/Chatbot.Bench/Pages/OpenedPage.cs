using System.Globalization;
using Chatbot.Bench.Browsing;
using Chatbot.Bench.Measuring;
using Chatbot.Bench.Running;
using Microsoft.Playwright;

namespace Chatbot.Bench.Pages;

/// <summary>The page <c>/</c> until its message field takes letters, and what came over the wire for it: with nothing in the cache, once more, and for somebody without a session.</summary>
internal static class OpenedPage
{
    private const int Times = 20;
    private const int WarmUps = 3;

    public static async Task<IReadOnlyList<ResultRow>> MeasureAsync(BenchSystem system, Budget budget)
    {
        await using var browser = await Chromium.LaunchAsync(system);
        await using var person = await browser.NewPersonAsync();
        var session = (await person.CookiesAsync()).Select(cookie => new Cookie { Name = cookie.Name, Value = cookie.Value, Url = $"{browser.Relay.Address}" }).ToList();
        var (cold, warm, strange) = (new List<Visit>(), new List<Visit>(), new List<Visit>());
        for (var time = -WarmUps; time < Times && !budget.IsOver; time++)
        {
            await using var known = await browser.NewContextAsync(session);
            await using var unknown = await browser.NewContextAsync();
            var visits = new[] { await VisitAsync(browser, known, system, budget.Cut), await VisitAsync(browser, known, system, budget.Cut), await VisitAsync(browser, unknown, system, budget.Cut) };
            if (time < 0) continue;
            foreach (var (kind, visit) in new[] { cold, warm, strange }.Zip(visits)) kind.Add(visit);
        }

        return
        [
            .. Rows("The page / with a session and nothing in the cache: navigation to a usable message field", cold),
            .. Rows("the same again, with what the browser kept", warm),
            .. Rows("the same without a session and with nothing in the cache, becoming a guest on the way", strange),
        ];
    }

    private static async Task<Visit> VisitAsync(Chromium browser, IBrowserContext context, BenchSystem system, CancellationToken cancellationToken)
    {
        var page = await context.NewPageAsync();
        var traffic = await Traffic.OfAsync(page);
        var before = browser.Relay.FromServer;
        var usable = await Painted.OpenAsync(page, "/", Painted.Usable, cancellationToken);
        await browser.Relay.QuietAsync(system.Time, cancellationToken);
        var visit = new Visit(usable.Since, browser.Relay.FromServer - before, traffic.Scripts, traffic.Requests);
        await page.CloseAsync();
        return visit;
    }

    private static IEnumerable<ResultRow> Rows(string what, IReadOnlyList<Visit> visits)
    {
        var took = new Samples();
        foreach (var visit in visits) took.Add(visit.Took);
        yield return ResultRow.Of(what, took, Times);
        if (visits.Count == 0) yield break;
        var typical = visits.OrderBy(visit => visit.Bytes).ElementAt(visits.Count / 2);
        yield return ResultRow.Of("of this: over the wire, of it scripts", visits.Count, $"{typical}", Figures.None, null);
    }

    private sealed record Visit(TimeSpan Took, long Bytes, long Scripts, int Requests)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Bytes / 1000.0:0.0} kB, {Scripts / 1000.0:0.0} kB, in {Requests} requests");
    }
}
