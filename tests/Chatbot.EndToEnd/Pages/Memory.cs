using Chatbot.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Chatbot.EndToEnd.Pages;

/// <summary>What other tests have loaded: on <c>/models</c> somebody who may unload takes it away.</summary>
internal static class Memory
{
    public static async Task EmptyMemoryAsync(this IPage page)
    {
        await Expect(page.Locator("[data-testid=model-load-button], [data-testid=model-unload-button]").First).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await Expect(page.GetByTestId("loading-row")).ToHaveCountAsync(0, new() { Timeout = 60_000 });
        var (rows, confirm) = (page.GetByTestId("instance-row"), page.GetByTestId("unload-confirm-button"));
        for (var left = await rows.CountAsync(); left > 0; left--)
        {
            await page.GetByTestId("model-unload-button").First.ClickAsync();
            await Eventually.TrueAsync(
                async () =>
                {
                    // Asked where it still answers somebody, who may be of a test before.
                    if (await confirm.IsVisibleAsync()) await confirm.ClickAsync();
                    return await rows.CountAsync() < left;
                },
                "the model is unloaded",
                TimeSpan.FromSeconds(30));
        }
    }
}
