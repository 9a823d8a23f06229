using System.Text.RegularExpressions;
using Chatbot.EndToEnd.Answers;
using Chatbot.Testing;
using static Microsoft.Playwright.Assertions;

namespace Chatbot.EndToEnd;

/// <summary>
/// Whatever ends in mid-answer, the page comes back to the same text and goes on, and nobody clicks.
/// <c>CHATBOT_LID_SECONDS</c> is how long the line is cut; 120 is the long form.
/// </summary>
public partial class ComingBackTests(RunningSystem system)
{
    private const string Small = "lmstudio:qwen/qwen3-4b";

    // The simulated model repeats what it is not prepared for, some 60 numbers a second.
    private const int Many = 900;

    // So many that a service which leaves still lets the answer come to its end.
    private const int Few = 350;

    private static readonly TimeSpan Lid = TimeSpan.FromSeconds(Setting.Of("CHATBOT_LID_SECONDS", 20));

    [Fact]
    public async Task A_second_window_joins_the_running_answer_and_a_reload_loses_nothing()
    {
        var person = await AskAsync(system.Address);
        var second = new ChatPage(await person.Page.Context.NewPageAsync());
        await second.OpenAsync(person.Page.Url);
        await Expect(second.Page.GetByTestId("stop-button")).ToBeVisibleAsync();
        await person.ReloadAsync();
        await WholeAsync(person);
        await WholeAsync(second);
    }

    [Fact]
    public async Task A_lid_that_was_closed_for_a_while_is_opened_to_an_answer_that_went_on()
    {
        await using var line = new Line(system.Address);
        var person = await AskAsync(line.Address);
        line.Cut();
        await Expect(person.Page.Locator("#components-reconnect-modal")).ToBeVisibleAsync();
        await Task.Delay(Lid, TestContext.Current.CancellationToken);
        line.Mend();
        await WholeAsync(person);
        await Expect(person.Page.Locator("#components-reconnect-modal")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task The_web_is_killed_in_mid_answer()
    {
        var person = await AskAsync(system.Address);
        await AppHost.SignalAsync("KILL", system.Now.Processes["web"].ProcessId!.Value);
        await WholeAsync(person);
    }

    [Fact]
    public async Task The_chat_service_is_started_anew_in_mid_answer()
    {
        var person = await AskAsync(system.Address, Few);
        var before = system.Now.Processes["chat"].ProcessId!.Value;
        await AppHost.SignalAsync("TERM", before);
        await WholeAsync(person, Few);
        await Eventually.TrueAsync(() => system.Now.Processes["chat"].ProcessId is { } now && now != before, "the chat service has started anew", TimeSpan.FromSeconds(60));
        await person.SendAsync("Once more");
        await Expect(person.Answer).ToContainTextAsync("Once more", new() { Timeout = 60_000 });
    }

    private async Task<ChatPage> AskAsync(string address, int last = Many)
    {
        var person = await system.NewPersonAsync(address);
        await person.OpenAsync("/");
        await person.ChooseAsync(Small);
        await person.SendAsync($"{Guid.CreateVersion7():n} {Numbers(last)}");
        await Expect(person.Answer).ToContainTextAsync(" 40 41 42", new() { Timeout = 60_000 });
        return person;
    }

    private static async Task WholeAsync(ChatPage person, int last = Many)
    {
        await Expect(person.Answer).ToContainTextAsync(new Regex($"{last - 1} {last}\\b"), new() { Timeout = 120_000 });
        await person.AnsweredAsync();
        var text = await person.Answer.GetByTestId("message-content").InnerTextAsync();
        Assert.Contains(Numbers(last), Spaces().Replace(text, " "), StringComparison.Ordinal);
        Assert.Equal(0, await person.Page.GetByTestId("message-continue-button").CountAsync());
    }

    private static string Numbers(int last) => string.Join(' ', Enumerable.Range(1, last));

    [GeneratedRegex("\\s+")]
    private static partial Regex Spaces();
}
