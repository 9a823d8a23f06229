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
        for (var left = await page.GetByTestId("instance-row").CountAsync(); left > 0; left--)
        {
            await page.GetByTestId("model-unload-button").First.ClickAsync();
            await Expect(page.GetByTestId("instance-row")).ToHaveCountAsync(left - 1, new() { Timeout = 60_000 }); // Answers that it gives are waited for.
        }
    }
}
