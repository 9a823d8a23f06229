using Chatbot.EndToEnd.Pages;
using static Microsoft.Playwright.Assertions;

namespace Chatbot.EndToEnd;

/// <summary>Answers that wait for a person, or were broken off, go on in the same message.</summary>
public class GoingOnInTheBrowserTests(RunningSystem system)
{
    private const string Small = "lmstudio:qwen/qwen3-4b";

    [Fact]
    public async Task A_tool_is_asked_for_shown_with_what_it_is_called_with_and_denied_without_loss()
    {
        var guest = await system.NewPersonAsync();
        await guest.OpenAsync("/");
        await guest.ChooseAsync(Small);
        await guest.SendAsync("What is the weather in San Francisco?");
        var tool = guest.Answer.GetByTestId("message-tool");
        await Expect(tool.GetByTestId("tool-approve-button")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Expect(tool).ToContainTextAsync("37.7749");
        await guest.Page.TakeAsync("tool-asked");

        await guest.ReloadAsync();
        await Expect(tool.GetByTestId("tool-deny-button")).ToBeVisibleAsync();
        await tool.GetByTestId("tool-deny-button").FocusAsync();
        await guest.Page.Keyboard.PressAsync("Enter");
        await Expect(guest.Input).ToBeFocusedAsync();
        await Expect(guest.Answer).ToContainTextAsync("take a second layer along", new() { Timeout = 60_000 });
        await Expect(guest.Answer).ToContainTextAsync("I ask the weather service for San Francisco.");
        await Expect(tool).ToContainTextAsync("Denied");
        await guest.AnsweredAsync();
        await guest.Page.TakeAsync("tool-denied");
    }

    [Fact]
    public async Task A_stopped_answer_goes_on_with_a_click_in_the_same_message()
    {
        var guest = await system.NewPersonAsync();
        await guest.OpenAsync("/");
        await guest.ChooseAsync(Small);
        await guest.SendAsync("Help me write an essay about Silicon Valley");
        // As soon as anything is said: the rest takes a few seconds.
        await Expect(guest.Answer.GetByTestId("message-content").First).Not.ToBeEmptyAsync(new() { Timeout = 60_000 });
        await guest.Page.GetByTestId("stop-button").ClickAsync();
        await guest.AnsweredAsync();
        await guest.Page.TakeAsync("stopped");

        var content = guest.Answer.GetByTestId("message-content");
        var before = await content.First.InnerTextAsync();
        await guest.Answer.GetByTestId("message-continue-button").ClickAsync();
        await Expect(guest.Answer.GetByTestId("message-continue-button")).ToBeHiddenAsync();
        await guest.AnsweredAsync();
        await Expect(guest.Page.GetByTestId("message-assistant")).ToHaveCountAsync(1);
        await Expect(content.First).ToContainTextAsync(before);
        // The simulated model has no script for going on, and repeats what it was asked.
        await Expect(guest.Answer).ToContainTextAsync("Go on exactly where it ended");
        await guest.Page.TakeAsync("gone-on");
    }
}
