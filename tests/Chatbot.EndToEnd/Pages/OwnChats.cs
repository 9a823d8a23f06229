using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Chatbot.EndToEnd.Pages;

/// <summary>Chats of a person who has just come, brought in on the page where people bring theirs: no model has to answer for them.</summary>
internal static class OwnChats
{
    private static readonly TimeSpan Apart = TimeSpan.FromHours(9);

    public const string Answer = "# Light\n\nIt is **scattered**, as `Rayleigh` found:\n\n| colour | nm |\n| --- | --- |\n| blue | 450 |\n| red | 700 |\n\n```python\nprint(1 / 450 ** 4)\n```\n";

    /// <summary>The first of them is the newest.</summary>
    public static async Task BringAsync(this ChatPage person, params IReadOnlyList<string> titles)
    {
        var page = person.Page;
        await page.GotoAsync("/settings");
        var now = TimeProvider.System.GetUtcNow();
        var archive = JsonSerializer.SerializeToUtf8Bytes(titles.Select((title, index) => Chat(title, now - index * Apart)));
        await page.GetByTestId("import-file").SetInputFilesAsync(new FilePayload { Name = "conversations.json", MimeType = "application/json", Buffer = archive });
        await page.GetByTestId("import-button").ClickAsync();
        await Expect(page.GetByTestId("import-status")).ToContainTextAsync($"Done: {titles.Count} chats", new() { Timeout = 30_000 });
    }

    private static object Chat(string title, DateTimeOffset begun)
    {
        var seconds = begun.ToUnixTimeMilliseconds() / 1000.0;
        return new
        {
            title,
            create_time = seconds,
            mapping = new Dictionary<string, object>
            {
                ["q"] = new { id = "q", parent = (string?)null, message = Message("user", $"Tell me about: {title}", seconds + 1) },
                ["a"] = new { id = "a", parent = "q", message = Message("assistant", Answer, seconds + 2) },
            },
            current_node = "a",
            id = Guid.CreateVersion7().ToString(),
        };
    }

    private static object Message(string role, string text, double seconds) =>
        new { author = new { role }, create_time = seconds, content = new { content_type = "text", parts = new[] { text } }, recipient = "all" };
}
