using Microsoft.Playwright;

namespace Chatbot.EndToEnd.Pages;

/// <summary>What others wrote has run nothing, loaded nothing from elsewhere, and is no element that could.</summary>
internal static class Harmless
{
    /// <summary>Dialogs, and what is asked for at any other origin, from now on.</summary>
    public static List<string> Watch(this IPage page, string address)
    {
        var seen = new List<string>();
        page.Dialog += (_, dialog) =>
        {
            seen.Add($"dialog: {dialog.Message}");
            _ = dialog.DismissAsync();
        };
        page.Request += (_, request) =>
        {
            if (Uri.TryCreate(request.Url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Authority != new Uri(address).Authority) seen.Add(request.Url);
        };
        return seen;
    }

    public static async Task HarmlessAsync(this IPage page, List<string> seen)
    {
        var found = await page.EvaluateAsync<string>(
            """
            () => {
              const inside = [...document.querySelectorAll('main *, aside *, .shared-chat *')];
              return JSON.stringify({
                ran: window.__ran ?? null,
                elements: inside.filter((element) => element.matches('script, iframe, object, embed, style, link, base, meta, img')).map((element) => element.outerHTML),
                handlers: inside.filter((element) => [...element.attributes].some((attribute) => attribute.name.startsWith('on'))).map((element) => element.outerHTML),
              });
            }
            """);
        Assert.Equal("""{"ran":null,"elements":[],"handlers":[]}""", found);
        Assert.Empty(seen);
    }
}
