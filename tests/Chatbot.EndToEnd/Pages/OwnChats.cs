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
        var now = TimeProvider.System.GetUtcNow();
        await person.ImportAsync(titles.Select((title, index) => Chat(title, now - index * Apart)), titles.Count);
    }

    /// <summary>Chats of an archive of ours, which may hold anything that a message can; the first of them is the newest.</summary>
    public static Task BringAsync(this ChatPage person, params IReadOnlyList<(string Title, IReadOnlyList<Said> Messages)> chats)
    {
        var now = TimeProvider.System.GetUtcNow();
        return person.ImportAsync(
            new { format = "chatbot-archive", version = 1, exportedAt = now, chats = chats.Select((chat, index) => Archived(chat.Title, chat.Messages, now - index * Apart)) },
            chats.Count);
    }

    private static async Task ImportAsync(this ChatPage person, object chats, int count)
    {
        var page = person.Page;
        await page.GotoAsync("/settings");
        var archive = JsonSerializer.SerializeToUtf8Bytes(chats);
        await page.GetByTestId("import-file").SetInputFilesAsync(new FilePayload { Name = "conversations.json", MimeType = "application/json", Buffer = archive });
        await page.GetByTestId("import-button").ClickAsync();
        await Expect(page.GetByTestId("import-status")).ToContainTextAsync($"Done: {count} chat", new() { Timeout = 30_000 });
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

    private static object Archived(string title, IReadOnlyList<Said> messages, DateTimeOffset at)
    {
        var ids = messages.Select(_ => Guid.CreateVersion7()).ToList();
        return new
        {
            id = Guid.CreateVersion7(),
            title,
            createdAt = at,
            updatedAt = at,
            activeLeaf = ids[^1],
            messages = messages.Select((said, index) => new
            {
                id = ids[index],
                parentId = index > 0 ? ids[index - 1] : (Guid?)null,
                role = said.Role,
                parts = said.Parts,
                state = said.State,
                error = said.Error,
                model = said.Error,
                usage = said.Usage,
                createdAt = at.AddMilliseconds(index - messages.Count),
            }),
            votes = Array.Empty<object>(),
        };
    }

    private static object Message(string role, string text, double seconds) =>
        new { author = new { role }, create_time = seconds, content = new { content_type = "text", parts = new[] { text } }, recipient = "all" };
}
