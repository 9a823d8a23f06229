using Chatbot.Testing;
using Microsoft.Playwright;

namespace Chatbot.EndToEnd.Pages;

/// <summary>For eyes: kept beside the tests' other output, compared with nothing.</summary>
internal static class Pictures
{
    public static readonly IReadOnlyList<(ColorScheme Scheme, int Width)> Looks =
        [(ColorScheme.Light, 1280), (ColorScheme.Dark, 1280), (ColorScheme.Light, 390), (ColorScheme.Dark, 390)];

    public static Task LookAsync(this IPage page, ColorScheme scheme, int width) => Task.WhenAll(
        page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce }), page.SetViewportSizeAsync(width, 800));

    public static async Task TakeAsync(this IPage page, string name, params IReadOnlyList<(ColorScheme Scheme, int Width)> looks)
    {
        foreach (var (scheme, width) in looks)
        {
            await page.LookAsync(scheme, width);
            await page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Root, "artifacts", "pictures", $"{name}-{scheme.ToString().ToLowerInvariant()}-{width}.png") });
        }

        await page.LookAsync(ColorScheme.Light, 1280);
    }
}
