using Chatbot.Web.Tests.Rendering;
using static Microsoft.Playwright.Assertions;

namespace Chatbot.EndToEnd.Pages;

/// <summary>Text that grows is drawn by the page's script, piece by piece; what is there is drawn at once.</summary>
public class GrowingTextTests(RunningSystem system)
{
    private const string Small = "lmstudio:qwen/qwen3-4b";

    private const string Written =
        """
        ### How it *comes*

        A paragraph with `code`, **strong words**, a [link](https://example.com/?a=1&b=2), 這 👩‍👩‍👧‍👦 and $e^{i\pi} + 1 = 0$.

        - [x] one
        - two, and what no formula says: \[ \nosuchcommand \]

          \[
          \nosuchcommand
          \]

          ```js
          let a = '<b>'; // why
          ```

        | step | takes |
        |:-----|------:|
        | read | 40 ms |

        ```python
        for word in answer:
            line.send(word)
        ```

        """;

    // But for marks of the renderer and line ends between elements.
    private const string Drawn =
        """
        () => {
          const root = [...document.querySelectorAll('[data-testid="message-assistant"] .markdown')].at(-1).cloneNode(true);
          const walker = document.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
          const marks = [];
          while (walker.nextNode()) marks.push(walker.currentNode);
          for (const mark of marks) mark.remove();
          return root.innerHTML.replace(/>\s+</g, '><').trim();
        }
        """;

    [Fact]
    public async Task What_was_drawn_while_it_came_is_what_a_reload_shows_and_nothing_of_it_runs()
    {
        var person = await system.NewPersonAsync();
        var seen = person.Page.Watch(system.Address);
        await person.OpenAsync("/");
        await person.ChooseAsync(Small);
        await person.SendAsync($"{Written}\n{string.Join("\n\n", XssCorpus.Texts.Where((text, index) => index % 6 == 0 && !text.Contains('\0', StringComparison.Ordinal)))}\n\nThe end of it.");
        await Expect(person.Answer.Locator("em")).ToHaveTextAsync("comes", new() { Timeout = 60_000 });
        await person.Page.EvaluateAsync("() => getSelection().selectAllChildren(document.querySelector('[data-testid=\"message-assistant\"] em'))");
        await Expect(person.Answer).ToContainTextAsync("The end of it.", new() { Timeout = 60_000 });
        await person.AnsweredAsync();
        await Expect(person.Answer.Locator(".tok-s")).ToHaveTextAsync("'<b>'");
        Assert.Equal("comes", await person.Page.EvaluateAsync<string>("() => getSelection().toString()"));
        await person.Page.HarmlessAsync(seen);
        var streamed = await person.Page.EvaluateAsync<string>(Drawn);
        await person.ReloadAsync();
        await Expect(person.Answer.Locator(".tok-s")).ToHaveTextAsync("'<b>'");
        Assert.Equal(await person.Page.EvaluateAsync<string>(Drawn), streamed);
    }

    /// <summary>A line that is away for a moment only: the page keeps its circuit, and what was on the way comes again.</summary>
    [Fact]
    public async Task A_line_that_breaks_again_and_again_costs_no_word()
    {
        await using var line = new Answers.Line(system.Address);
        var person = await system.NewPersonAsync(line.Address);
        await person.OpenAsync("/");
        await person.ChooseAsync(Small);
        var numbers = string.Join(' ', Enumerable.Range(1, 600));
        await person.SendAsync($"{Guid.CreateVersion7():n}\n\n```js\nlet a = 'coloured';\n```\n\n- {numbers}");
        await Expect(person.Answer.Locator(".tok-s")).ToHaveTextAsync("'coloured'", new() { Timeout = 60_000 });
        await person.Page.EvaluateAsync("() => getSelection().selectAllChildren(document.querySelector('[data-testid=\"message-assistant\"] .tok-s'))");
        foreach (var seen in new[] { " 40 41", " 120 121", " 200 201" })
        {
            await Expect(person.Answer).ToContainTextAsync(seen, new() { Timeout = 60_000 });
            line.Cut();
            await Task.Delay(300, TestContext.Current.CancellationToken);
            line.Mend();
        }

        await Expect(person.Answer.Locator("li")).ToHaveTextAsync(numbers, new() { Timeout = 60_000 });
        await person.AnsweredAsync();
        await Expect(person.Answer.Locator(".tok-s")).ToHaveTextAsync("'coloured'");
        Assert.Equal("'coloured'", await person.Page.EvaluateAsync<string>("() => getSelection().toString()"));
    }

    [Fact]
    public async Task Code_that_still_comes_is_marked_and_copied_without_losing_the_mark_or_the_focus()
    {
        var person = await system.NewPersonAsync();
        await person.OpenAsync("/");
        await person.ChooseAsync(Small);
        var lines = string.Join('\n', Enumerable.Range(1, 250).Select(number => $"print('line {number}')"));
        await person.SendAsync($"```python\n{lines}\n```\n");
        var code = person.Answer.Locator("pre > code");
        await Expect(code).ToContainTextAsync("line 10'", new() { Timeout = 60_000 });
        await person.Answer.Locator("[data-copy]").ClickAsync();
        await Expect(code).ToContainTextAsync("line 40'", new() { Timeout = 60_000 });
        await Expect(person.Answer.Locator("[data-copy]")).ToBeFocusedAsync();
        await person.Page.EvaluateAsync(
            "() => { const text = document.querySelector('[data-testid=\"message-assistant\"] pre > code').firstChild; getSelection().setBaseAndExtent(text, 1, text, 20); }");
        await person.AnsweredAsync();
        await Expect(code.Locator(".tok-s").First).ToHaveTextAsync("'line 1'");
        Assert.Equal("rint('line 1')\nprin", await person.Page.EvaluateAsync<string>("() => getSelection().toString()"));
    }
}
