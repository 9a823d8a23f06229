using System.Diagnostics;
using System.Globalization;
using Chatbot.Bench.Browsing;
using Chatbot.Bench.Measuring;
using Chatbot.Bench.Running;
using Microsoft.Playwright;

namespace Chatbot.Bench.Pages;

/// <summary>
/// What the web's process holds in memory with 40 pages open in a browser, less what it held before, for each of them; and the same
/// of 40 more that show a chat. Some pages were opened and closed before.
/// </summary>
internal static class PageMemory
{
    private const int People = 10;
    private const int PagesEach = 4;
    private const int Pages = People * PagesEach;
    private const int Messages = 50;
    // Pages of different people never share a renderer; those of one need none each.
    private const string FewRenderers = "--renderer-process-limit=1";
    private static readonly TimeSpan Settles = TimeSpan.FromSeconds(10);

    public static async Task<IReadOnlyList<ResultRow>> MeasureAsync(BenchSystem system, Budget budget)
    {
        using var web = Process.GetProcessById(system.State.Processes["web"].ProcessId!.Value);
        await using var browser = await Chromium.LaunchAsync(system, FewRenderers);
        List<Reader> readers = [];
        for (var number = 0; number < People; number++) readers.Add(await ReaderAsync(browser, system, budget.Cut));

        foreach (var reader in readers)
        {
            foreach (var (path, holds) in new[] { ("/", Painted.Usable), (reader.Path, reader.IsShown) })
            {
                var page = await reader.Context.NewPageAsync();
                await Painted.OpenAsync(page, path, holds, budget.Cut);
                // A page that is left says so, and is not kept for its coming back.
                await page.GotoAsync("about:blank");
                await page.CloseAsync();
            }
        }

        var none = await LookAsync(web, system, budget.Cut);
        await OpenAsync(readers, _ => ("/", Painted.Usable), budget.Cut);
        var some = await LookAsync(web, system, budget.Cut);
        var first = Row($"Memory of the web for each open page, {Pages} of them", none, some);
        const string Chats = "the same of 40 more, each with a chat of 50 messages shown";
        if (budget.IsOver) return [first, ResultRow.Failed(Chats, "not tried, the time is over")];
        await OpenAsync(readers, reader => (reader.Path, reader.IsShown), budget.Cut);
        return [first, Row(Chats, some, await LookAsync(web, system, budget.Cut))];
    }

    private static async Task<Reader> ReaderAsync(Chromium browser, BenchSystem system, CancellationToken cancellationToken)
    {
        var context = await browser.NewPersonAsync();
        var (chat, newest) = await WrittenChats.WriteAsync(system, await SignedIn.IdAsync(context), Messages, cancellationToken);
        return new Reader(context, $"/chat/{chat}", SignedIn.Shows(newest));
    }

    private static async Task OpenAsync(IReadOnlyList<Reader> readers, Func<Reader, (string Path, string Holds)> what, CancellationToken cancellationToken)
    {
        for (var number = 0; number < Pages; number++)
        {
            var reader = readers[number % readers.Count];
            var (path, holds) = what(reader);
            await Painted.OpenAsync(await reader.Context.NewPageAsync(), path, holds, cancellationToken);
        }
    }

    private static async Task<double> LookAsync(Process web, BenchSystem system, CancellationToken cancellationToken)
    {
        await Task.Delay(Settles, system.Time, cancellationToken);
        return await Resident.LookAsync(web, system.Time, cancellationToken);
    }

    private static ResultRow Row(string what, double before, double after) => ResultRow.Of(
        what,
        Pages,
        string.Create(CultureInfo.InvariantCulture, $"{(after - before) / 1024 / Pages:0} KB (from {before / 1024 / 1024:0} MB to {after / 1024 / 1024:0} MB)"),
        Figures.None,
        null);

    private sealed record Reader(IBrowserContext Context, string Path, string IsShown);
}
