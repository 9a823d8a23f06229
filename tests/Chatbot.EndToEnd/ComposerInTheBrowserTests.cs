using System.Text.RegularExpressions;
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
        var guest = await system.NewPersonAsync();
        var isHeld = false;
        await guest.Page.Context.RouteWebSocketAsync(new Regex("_blazor"), socket =>
        {
            var server = socket.ConnectToServer();
            socket.OnMessage(frame =>
            {
                if (isHeld) return;
                if (frame.Text is { } text) server.Send(text);
                else server.Send(frame.Binary!);
            });
            server.OnMessage(frame =>
            {
                if (frame.Text is { } text) socket.Send(text);
                else socket.Send(frame.Binary!);
            });
        });
        await guest.OpenAsync("/");
        await guest.ChooseAsync(Small);
        await guest.SendAsync("The first words");
        await Expect(guest.Answer).ToContainTextAsync("The first words", new() { Timeout = 60_000 });
        await guest.AnsweredAsync();
        await Expect(guest.Input).ToHaveValueAsync("");

        isHeld = true;
        await guest.Input.FillAsync("On a dead connection");
        await guest.Input.PressAsync("Enter");
        await Expect(guest.Input).ToHaveValueAsync("");
        isHeld = false;
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
