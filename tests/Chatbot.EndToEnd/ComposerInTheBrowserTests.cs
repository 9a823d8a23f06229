using Chatbot.EndToEnd.Answers;
using static Microsoft.Playwright.Assertions;

namespace Chatbot.EndToEnd;

/// <summary>What the message field's script does by itself: composed words, and what is written but not sent.</summary>
public class ComposerInTheBrowserTests(RunningSystem system)
{
    private const string Small = "lmstudio:qwen/qwen3-4b";

    [Fact]
    public async Task Enter_that_ends_a_composed_word_sends_nothing()
    {
        var guest = await system.NewPersonAsync();
        await guest.OpenAsync("/");
        await guest.Input.FillAsync("nihao");
        await guest.Input.EvaluateAsync("field => field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true }))");
        // What it would have sent is gone from the field at once.
        await Expect(guest.Input).ToHaveValueAsync("nihao");
        await Expect(guest.Page.GetByTestId("message-user")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_message_that_never_reached_the_page_is_in_the_field_after_a_reload()
    {
        await using var line = new Line(system.Address);
        var guest = await system.NewPersonAsync(line.Address);
        await guest.OpenAsync("/");
        await guest.ChooseAsync(Small);
        await guest.SendAsync("The first words");
        await Expect(guest.Answer).ToContainTextAsync("The first words", new() { Timeout = 60_000 });
        await guest.AnsweredAsync();
        await Expect(guest.Input).ToHaveValueAsync("");

        line.Hold();
        await guest.Input.FillAsync("On a dead connection");
        await guest.Input.PressAsync("Enter");
        await Expect(guest.Input).ToHaveValueAsync("");
        line.Mend();
        await guest.ReloadAsync();
        await Expect(guest.Input).ToHaveValueAsync("On a dead connection");

        await guest.Input.PressAsync("Enter");
        await Expect(guest.Page.GetByTestId("message-user")).ToHaveCountAsync(2);
        await Expect(guest.Answer).ToContainTextAsync("On a dead connection", new() { Timeout = 60_000 });
        await guest.AnsweredAsync();
        await guest.ReloadAsync();
        await Expect(guest.Page.GetByTestId("message-user")).ToHaveCountAsync(2);
        await Expect(guest.Input).ToHaveValueAsync("");
    }

    [Fact]
    public async Task A_draft_that_was_sent_in_another_tab_does_not_come_back()
    {
        var guest = await system.NewPersonAsync();
        await guest.OpenAsync("/");
        await guest.ChooseAsync(Small);
        await guest.Input.FillAsync("Written here");
        var other = new ChatPage(await guest.Page.Context.NewPageAsync());
        await guest.Page.WaitForFunctionAsync("() => Object.keys(localStorage).some(name => name.startsWith('draft:'))");
        await other.OpenAsync("/");
        await Expect(other.Input).ToHaveValueAsync("Written here");
        await other.Input.PressAsync("Enter");
        await Expect(other.Answer).ToContainTextAsync("Written here", new() { Timeout = 60_000 });
        await Expect(guest.Input).ToHaveValueAsync("");
        await guest.ReloadAsync();
        await Expect(guest.Input).ToHaveValueAsync("");
    }
}
