using Chatbot.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Chatbot.EndToEnd.Pages;

/// <summary>For eyes: kept beside the tests' other output, compared with nothing.</summary>
internal static class Pictures
{
    public static readonly IReadOnlyList<(ColorScheme Scheme, int Width)> Looks =
        [(ColorScheme.Light, 1280), (ColorScheme.Dark, 1280), (ColorScheme.Light, 390), (ColorScheme.Dark, 390)];

    public static Task LookAsync(this IPage page, ColorScheme scheme, int width) => Task.WhenAll(
        page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce }), page.SetViewportSizeAsync(width, 800));

    /// <summary>In all four looks.</summary>
    /// <param name="top">What is to be at the top of what is seen.</param>
    public static Task TakeAsync(this IPage page, string name, ILocator? top = null) => page.TakeAsync(name, top, Looks);

    public static Task TakeAsync(this IPage page, string name, params IReadOnlyList<(ColorScheme Scheme, int Width)> looks) => page.TakeAsync(name, null, looks);

    private static async Task TakeAsync(this IPage page, string name, ILocator? top, IReadOnlyList<(ColorScheme Scheme, int Width)> looks)
    {
        foreach (var (scheme, width) in looks)
        {
            await page.LookAsync(scheme, width);
            // The page takes the scheme over by a script; then it is painted.
            await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", scheme.ToString().ToLowerInvariant());
            await page.EvaluateAsync("() => Promise.all(document.getAnimations().filter((animation) => animation.effect.getTiming().iterations !== Infinity).map((animation) => animation.finished.catch(() => {})))");
            if (top is not null) await top.EvaluateAsync("element => element.scrollIntoView({ block: 'start' })");
            await page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Root, "artifacts", "pictures", $"{name}-{scheme.ToString().ToLowerInvariant()}-{width}.png") });
        }

        await page.LookAsync(ColorScheme.Light, 1280);
    }
}
