using Chatbot.Web.Tests.Rendering;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Chatbot.EndToEnd.Pages;

/// <summary>An archive that somebody else has made: what it holds is shown as it is, wherever it is shown, and does nothing.</summary>
public class HostileArchiveTests(RunningSystem system)
{
    // What ran would be seen, also where nobody looks at dialogs.
    private static readonly IReadOnlyList<string> Texts = [.. XssCorpus.Texts.Select(text => text.Replace("alert(1)", "alert(window.__ran=1)", StringComparison.Ordinal).Replace("\0", "", StringComparison.Ordinal))];

    [Fact]
    public async Task Nothing_in_it_runs_in_the_sidebar_in_the_chat_or_where_it_is_shared()
    {
        var owner = await system.NewPersonAsync();
        var seen = owner.Page.Watch(system.Address);
        await owner.OpenAsync("/");
        await owner.BringAsync([("The whole of it", Messages(await UploadAsync(owner.Page))), .. Texts.Select(text => (text, (IReadOnlyList<Said>)[new Said("user", Said.Text("x"))]))]);
        await owner.OpenAsync("/");
        var items = owner.Page.GetByTestId("chat-item");
        await Expect(items.First).ToBeVisibleAsync();
        while (await owner.Page.Locator(".history [data-more]").CountAsync() > 0)
        {
            var before = await items.CountAsync();
            await items.Last.ScrollIntoViewIfNeededAsync();
            await owner.Page.EvaluateAsync("document.querySelector('.history[data-endless]').scrollTo(0, 1e6)");
            await Expect(items.Nth(before)).ToBeAttachedAsync();
        }

        Assert.True(await items.CountAsync() > 40);
        await owner.Page.HarmlessAsync(seen);

        await owner.Page.GetByTitle("The whole of it", new() { Exact = true }).ClickAsync();
        await Expect(owner.Answer).ToBeVisibleAsync();
        var answers = owner.Page.GetByTestId("message-assistant");
        for (var before = await answers.CountAsync(); before < Texts.Count; before = await answers.CountAsync())
        {
            // Pressed by the page itself, too, where the reader comes near.
            await owner.Page.EvaluateAsync("document.querySelector('[data-testid=messages-older-button]')?.click()");
            await Expect(answers.Nth(before)).ToBeAttachedAsync();
        }

        await Expect(answers).ToHaveCountAsync(Texts.Count);
        await owner.Page.EvaluateAsync("() => { for (const fold of document.querySelectorAll('[data-testid=message-reasoning-toggle], [data-testid=message-figures-button], [data-testid=message-tool] .toggle')) fold.click(); }");
        await Expect(owner.Page.GetByTestId("message-tool").Locator("dl")).ToHaveCountAsync(2 * Texts.Count);
        await Expect(owner.Page.GetByTestId("message-reasoning").Locator(".markdown")).ToHaveCountAsync(Texts.Count);
        await owner.Page.HarmlessAsync(seen);

        await owner.Page.GetByTestId("visibility-selector").ClickAsync();
        await owner.Page.GetByTestId("visibility-selector-item-public").ClickAsync();
        await Expect(owner.Page.GetByTestId("visibility-selector")).ToContainTextAsync("Public");
        await Expect(owner.Page.GetByTestId("visibility-selector")).ToBeFocusedAsync();
        var reader = await system.NewPersonAsync();
        var read = reader.Page.Watch(system.Address);
        await reader.Page.GotoAsync(owner.Page.Url);
        await Expect(reader.Page.GetByTestId("shared-chat")).ToBeVisibleAsync();
        Assert.Equal(Texts.Count, await reader.Page.GetByTestId("message-assistant").CountAsync());
        await reader.Page.EvaluateAsync("() => { for (const fold of document.querySelectorAll('details')) fold.open = true; }");
        await reader.Page.HarmlessAsync(read);
    }

    private static IReadOnlyList<Said> Messages(string file) =>
    [
        .. Texts.SelectMany((text, index) => new[]
        {
            new Said("user", Said.Text(text), new { type = "file", url = file, name = text, mediaType = "text/plain" }),
            new Said("assistant", Said.Thought(text), Tool($"a{index}", text, "output-available", "output"), Tool($"b{index}", text, "output-error", "errorText"), Said.Text(text)) { State = "failed", Error = text },
        }),
    ];

    private static Dictionary<string, object> Tool(string id, string text, string state, string outcome) => new()
    {
        ["type"] = $"tool-{text}",
        ["toolCallId"] = id,
        ["state"] = state,
        ["input"] = new Dictionary<string, string> { [text] = text },
        [outcome] = text,
    };

    private static async Task<string> UploadAsync(IPage page)
    {
        var form = page.Context.APIRequest.CreateFormData();
        form.Set("file", new FilePayload { Name = "notes.txt", MimeType = "text/plain", Buffer = "hello"u8.ToArray() });
        var answer = await page.Context.APIRequest.PostAsync("/api/files/upload", new() { Multipart = form, Headers = new Dictionary<string, string> { ["Origin"] = new Uri(page.Url).GetLeftPart(UriPartial.Authority) } });
        return (await answer.JsonAsync())!.Value.GetProperty("url").GetString()!;
    }
}
