using static Microsoft.Playwright.Assertions;

namespace Chatbot.EndToEnd.Pages;

/// <summary>A chat of many pages opens at its end, and what is read stays where it is while older messages come.</summary>
public class LongChatTests(RunningSystem system)
{
    private const int Page = 50;
    private const int Step = 300;

    // What the first message in sight does from frame to frame, looked at last of all before a frame is painted.
    private const string Record =
        """
        () => {
          const list = document.querySelector('[role="log"]');
          const top = list.parentElement.getBoundingClientRect().top;
          const mark = document.body.appendChild(document.createElement('div'));
          let read = null;
          window.__moves = [];
          const look = new ResizeObserver(() => {
            if (read?.element.isConnected) window.__moves.push(read.element.getBoundingClientRect().top - read.top);
            const element = [...list.querySelectorAll(':scope > [data-message]')].find((message) => message.getBoundingClientRect().bottom > top + 40);
            read = element && { element, top: element.getBoundingClientRect().top };
          });
          const frame = () => { look.disconnect(); look.observe(mark); requestAnimationFrame(frame); };
          frame();
        }
        """;

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task It_opens_at_its_newest_message_and_is_read_upwards_without_a_jump(int width)
    {
        var person = await system.NewPersonAsync();
        await person.BringAsync(("Long", [.. Enumerable.Range(0, 8 * Page).Select(Message)]));
        await person.Page.SetViewportSizeAsync(width, 800);
        await person.OpenAsync("/");
        await person.OpenAsync(await ChatAsync(person));
        await Expect(person.Answer).ToBeInViewportAsync();
        var messages = person.Page.Locator("[data-message]");
        await Expect(messages).ToHaveCountAsync(Page);

        await person.Page.EvaluateAsync(Record);
        await person.Page.Mouse.MoveAsync(width / 2, 400);
        for (var turns = 0; await messages.CountAsync() < 3 * Page; turns++)
        {
            Assert.True(turns < 500, "Older messages came.");
            await person.Page.Mouse.WheelAsync(0, -Step);
            await person.Page.WaitForTimeoutAsync(30);
        }

        await person.Page.EvaluateAsync("() => new Promise((done) => setTimeout(done, 300))");
        var moves = await person.Page.EvaluateAsync<double[]>("() => window.__moves");
        Assert.True(moves.Length > 20);
        // Several turns of the wheel may be one frame; but it goes down only, and never further than they say.
        Assert.All(moves, move => Assert.InRange(move, -2, 4 * Step + 2));
    }

    private static async Task<string> ChatAsync(ChatPage person)
    {
        var answer = await person.Page.Context.APIRequest.GetAsync("/api/history?limit=1");
        return $"/chat/{(await answer.JsonAsync())!.Value.GetProperty("chats")[0].GetProperty("id").GetString()}";
    }

    private static Said Message(int number) => new(number % 2 == 0 ? "user" : "assistant", Said.Text((number % 6) switch
    {
        1 => $"# Answer {number}\n\n{string.Concat(Enumerable.Repeat("Words that fill some lines. ", 30))}\n\n- one\n- two",
        3 => $"Code {number}:\n\n```python\n{string.Concat(Enumerable.Repeat("print('x')  # why\n", 5 + number % 30))}```\n",
        5 => $"| a | b |\n|---|---|\n{string.Concat(Enumerable.Repeat("| 1 | `x` |\n", 6))}",
        _ => $"Question {number}?",
    }));
}
