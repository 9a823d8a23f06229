using Microsoft.Playwright;

namespace Chatbot.Bench.Browsing;

/// <summary>When a frame had been painted.</summary>
/// <param name="Since">From the page's navigation.</param>
/// <param name="At">By the clock of this machine.</param>
internal readonly record struct Painted(TimeSpan Since, DateTimeOffset At)
{
    /// <summary>The message field takes letters.</summary>
    public const string Usable = """() => { const field = document.querySelector('[data-testid="multimodal-input"]'); if (!field || field.disabled) return false; field.focus(); return document.activeElement === field; }""";

    private static readonly TimeSpan Within = TimeSpan.FromSeconds(60);

    /// <summary>From the address until that was painted.</summary>
    /// <param name="holds">A function of the page.</param>
    public static async Task<Painted> OpenAsync(IPage page, string path, string holds, CancellationToken cancellationToken)
    {
        await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Commit });
        return await UntilAsync(page, holds, cancellationToken);
    }

    /// <summary>The first frame from now on in which that holds.</summary>
    /// <param name="within">Null is a minute.</param>
    public static async Task<Painted> UntilAsync(IPage page, string holds, CancellationToken cancellationToken, TimeSpan? within = null)
    {
        var patience = within ?? Within;
        try
        {
            return Of(await page.EvaluateAsync<double[]>($"() => bench.until({holds})").WaitAsync(patience, cancellationToken));
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Not painted within {patience.TotalSeconds:0} s at {page.Url}: {holds}");
        }
    }

    /// <summary>The same in two steps, for what happens in between: the page looks from now on.</summary>
    public static Task ExpectAsync(IPage page, string holds) => page.EvaluateAsync($"() => {{ bench.expected = bench.until({holds}); }}");

    public static async Task<Painted> ExpectedAsync(IPage page, CancellationToken cancellationToken) =>
        Of(await page.EvaluateAsync<double[]>("() => bench.expected").WaitAsync(Within, cancellationToken));

    private static Painted Of(double[] times) => new(TimeSpan.FromMilliseconds(times[0]), DateTimeOffset.UnixEpoch.AddMilliseconds(times[1]));
}
