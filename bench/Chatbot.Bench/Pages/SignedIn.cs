using Microsoft.Playwright;

namespace Chatbot.Bench.Pages;

/// <summary>Somebody in the browser, asked about at the product's routes.</summary>
internal static class SignedIn
{
    public static async Task<Guid> IdAsync(IBrowserContext context)
    {
        var response = await context.APIRequest.GetAsync("/api/auth/session");
        return (await response.JsonAsync())!.Value.GetProperty("user").GetProperty("id").GetGuid();
    }

    /// <summary>That message is in sight, with a text.</summary>
    public static string Shows(Guid message) =>
        $$"""() => { const shown = document.querySelector('[data-message="{{message}}"]'); const box = shown?.getBoundingClientRect(); return box && shown.innerText !== '' && box.top < innerHeight && box.bottom > 0; }""";
}
