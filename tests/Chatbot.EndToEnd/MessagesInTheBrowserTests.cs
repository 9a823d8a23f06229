using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Chatbot.EndToEnd.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Chatbot.EndToEnd;

/// <summary>What a person does with messages: attaching, editing, going between versions, voting; and how formulas and code look.</summary>
public class MessagesInTheBrowserTests(RunningSystem system)
{
    private const string Small = "lmstudio:qwen/qwen3-4b";

    // The simulated model repeats what it is asked, so it can be made to say anything.
    private const string Formulas =
        """
        It costs $5, not $6. Inline $e^{i\pi} + 1 = 0$ and \(\sqrt[3]{x_1^2}\).

        $$\int_{-\infty}^{\infty} e^{-x^2}\,dx = \sqrt{\pi}, \qquad x = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a}$$

        \[ f(x) = \begin{cases} \sum_{i=1}^{n} a_i & \text{if } x > 0 \\ 0 & \text{otherwise} \end{cases} \quad A = \begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix} \]

        - [x] done
        - [ ] to do

        | Unit | Price |
        |:-----|------:|
        | one  | $5    |
        """;

    [Fact]
    public async Task Files_are_attached_dropped_sent_and_shown_and_a_draft_outlives_a_reload()
    {
        var guest = await system.NewPersonAsync();
        await guest.OpenAsync("/");
        await guest.ChooseAsync(Small);
        var previews = guest.Page.GetByTestId("attachments-preview");
        var chooser = await guest.Page.RunAndWaitForFileChooserAsync(() => guest.Page.GetByTestId("attachments-button").ClickAsync());
        await chooser.SetFilesAsync([File("notes.md", "text/markdown", "# Notes"), File("data.csv", "text/csv", "a,b\n1,2")]);
        await Expect(previews.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(2);
        await Expect(guest.Page.GetByTestId("input-attachment-loader")).ToHaveCountAsync(0);
        await guest.Input.FillAsync("What is in these files?");
        await DropAsync(guest.Page, new string('x', 10), "nothing.bin");
        await Expect(previews.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(3);
        await PasteAsync(guest.Page, new string('p', 6000));
        await Expect(previews.GetByTestId("attachment-paste-as-text")).ToBeVisibleAsync();
        await guest.Page.TakeAsync("attachments");
        await previews.GetByTestId("attachment-paste-as-text").ClickAsync();
        await Expect(guest.Input).ToHaveValueAsync(new Regex("p{6000}"));
        await guest.Input.FillAsync("What is in these files?");
        await previews.GetByTestId("attachment-remove-button").Last.ClickAsync();

        await guest.ReloadAsync();
        await Expect(guest.Input).ToHaveValueAsync("What is in these files?");
        await Expect(previews.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(2);
        await guest.Page.GetByTestId("send-button").ClickAsync();
        var files = guest.Page.GetByTestId("message-user").GetByTestId("message-attachments");
        await Expect(files).ToContainTextAsync("notes.md");
        await Expect(guest.Answer).ToContainTextAsync("simulated model", new() { Timeout = 60_000 });
        await guest.AnsweredAsync();
        await Expect(previews).ToHaveCountAsync(0);
        await guest.ReloadAsync();
        await Expect(files).ToContainTextAsync("data.csv");
        await Expect(guest.Input).ToHaveValueAsync("");
        await guest.Page.TakeAsync("attached");
    }

    [Fact]
    public async Task Who_scrolls_up_in_small_steps_while_an_answer_grows_is_not_taken_back_to_its_end()
    {
        var guest = await system.NewPersonAsync();
        await guest.OpenAsync("/");
        await guest.ChooseAsync(Small);
        await guest.SendAsync(string.Join(' ', Enumerable.Repeat("words here.", 500)));
        await Expect(guest.Answer).ToBeVisibleAsync(new() { Timeout = 60_000 });
        var away = await guest.Page.EvaluateAsync<int>(
            """
            async () => {
              const scroll = document.querySelector('.scroll');
              for (let step = 0; step < 10; step++) {
                scroll.scrollTop -= 8;
                await new Promise((go) => setTimeout(go, 60));
              }
              return Math.round(scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight);
            }
            """);
        Assert.True(away >= 70, $"{away} px from the end");
        // What says "Copied" is seen only when it is so.
        await Expect(guest.Page.Locator(".copied").First).ToHaveCSSAsync("opacity", "0");
    }

    [Fact]
    public async Task An_edit_makes_a_version_votes_stay_and_another_answer_is_beside_the_first()
    {
        var guest = await system.NewPersonAsync();
        await guest.OpenAsync("/");
        await guest.ChooseAsync(Small);
        await guest.SendAsync("The first words");
        await Expect(guest.Answer).ToContainTextAsync("The first words", new() { Timeout = 60_000 });
        await guest.AnsweredAsync();
        var question = guest.Page.GetByTestId("message-user");

        await Expect(guest.Input).ToBeFocusedAsync();
        await guest.Input.PressAsync("ArrowUp");
        await Expect(guest.Page.GetByTestId("message-editor")).ToBeFocusedAsync();
        await guest.Page.Keyboard.PressAsync("Escape");
        await Expect(guest.Page.GetByTestId("message-editor")).ToHaveCountAsync(0);
        await question.HoverAsync();
        await question.GetByTestId("message-edit-button").ClickAsync();
        await guest.Page.GetByTestId("message-editor").FillAsync("Other words");
        await guest.Page.TakeAsync("editing");
        await guest.Page.GetByTestId("message-editor-send-button").ClickAsync();
        await Expect(guest.Answer).ToContainTextAsync("Other words", new() { Timeout = 60_000 });
        await guest.AnsweredAsync();
        await Expect(question.GetByTestId("message-branch-position")).ToHaveTextAsync("2/2");

        await guest.Answer.GetByTestId("message-regenerate-button").FocusAsync();
        await guest.Page.Keyboard.PressAsync("Enter");
        await Expect(guest.Answer.GetByTestId("message-branch-position")).ToHaveTextAsync("2/2", new() { Timeout = 60_000 });
        await Expect(guest.Input).ToBeFocusedAsync();
        await guest.AnsweredAsync();
        await guest.Answer.GetByTestId("message-upvote").ClickAsync();
        await Expect(guest.Answer.GetByTestId("message-upvote")).ToHaveAttributeAsync("aria-pressed", "true");
        await guest.Answer.GetByTestId("message-figures-button").ClickAsync();
        await Expect(guest.Answer.GetByTestId("message-figures")).ToContainTextAsync("Tokens/s");
        await guest.Page.TakeAsync("versions");

        await guest.ReloadAsync();
        await Expect(guest.Answer.GetByTestId("message-upvote")).ToHaveAttributeAsync("aria-pressed", "true");
        await question.GetByTestId("message-branch-previous").FocusAsync();
        await guest.Page.Keyboard.PressAsync("Enter");
        await Expect(guest.Answer).ToContainTextAsync("The first words");
        await Expect(question).ToContainTextAsync("The first words");
        // There is no version before the first one: the focus is on the button beside.
        await Expect(question.GetByTestId("message-branch-next")).ToBeFocusedAsync();
        await guest.ReloadAsync();
        await Expect(question.GetByTestId("message-branch-position")).ToHaveTextAsync("1/2");
    }

    [Fact]
    public async Task Formulas_are_drawn_code_has_colours_and_nothing_runs()
    {
        var guest = await system.NewPersonAsync();
        var dialogs = 0;
        guest.Page.Dialog += (_, dialog) =>
        {
            dialogs++;
            _ = dialog.DismissAsync();
        };
        await guest.OpenAsync("/");
        await guest.ChooseAsync(Small);
        await guest.SendAsync($"{Formulas}\n\n<img src=x onerror=alert(1)> [x](javascript:alert(1)) $\\text{{<script>alert(1)</script>}}$");
        await Expect(guest.Answer.Locator("math").Nth(3)).ToBeAttachedAsync(new() { Timeout = 60_000 });
        await guest.AnsweredAsync();
        await Expect(guest.Answer).ToContainTextAsync("It costs $5, not $6.");
        Assert.Equal(0, await guest.Answer.Locator("script, img, a[href^='javascript']").CountAsync());
        await guest.Page.TakeAsync("formulas", top: guest.Answer.Locator("math").First);

        await guest.SendAsync("Write code to demonstrate Dijkstra's algorithm");
        await Expect(guest.Answer.Locator(".tok-k").First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await guest.AnsweredAsync();
        await Expect(guest.Answer.Locator(".code-block code")).ToContainTextAsync("heapq.heappush(queue, (candidate, neighbor))");
        await guest.Page.TakeAsync("code", top: guest.Answer.Locator(".code-block").First);
        Assert.Equal(0, dialogs);
    }

    private static FilePayload File(string name, string type, string text) => new() { Name = name, MimeType = type, Buffer = Encoding.UTF8.GetBytes(text) };

    private static Task<JsonElement?> DropAsync(IPage page, string text, string name) => page.EvaluateAsync(
        """
        ([text, name]) => {
          const data = new DataTransfer();
          data.items.add(new File([new Uint8Array([0, 1, 2, 255]), text], name));
          for (const type of ['dragover', 'drop']) document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data }));
        }
        """,
        new[] { text, name });

    private static Task<JsonElement?> PasteAsync(IPage page, string text) => page.EvaluateAsync(
        """
        (text) => {
          const data = new DataTransfer();
          data.setData('text/plain', text);
          document.querySelector('[data-testid="multimodal-input"]').dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: data }));
        }
        """,
        text);
}
