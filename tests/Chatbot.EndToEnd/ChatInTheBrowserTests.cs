using static Microsoft.Playwright.Assertions;

namespace Chatbot.EndToEnd;

public class ChatInTheBrowserTests(RunningSystem system)
{
    private const string Small = "lmstudio:qwen/qwen3-4b";
    private const string Question = "Why is the sky blue?";

    [Fact]
    public async Task A_guest_loads_a_model_by_asking_it_and_loses_nothing_by_reloading()
    {
        using var script = await system.NewScriptAsync();
        var model = (await script.ModelsAsync()).First(entry => entry is { Kind: "llm", State: "not-loaded" });
        var guest = await system.NewPersonAsync();
        await guest.OpenAsync("/");

        await guest.ChooseAsync(model.Id);
        await guest.SendAsync(Question);
        await Expect(guest.Page.GetByTestId("model-progress").First).ToBeVisibleAsync();
        await Expect(guest.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/chat/[0-9a-f-]{36}$"));
        await Expect(guest.Answer).ToContainTextAsync("light", new() { Timeout = 30_000 });

        await guest.ReloadAsync();
        await Expect(guest.Page.GetByTestId("message-user")).ToContainTextAsync(Question);
        await Expect(guest.Answer).ToContainTextAsync("and it is sunlit.", new() { Timeout = 30_000 });
        await guest.AnsweredAsync();
        var whole = await guest.Answer.GetByTestId("message-content").InnerTextAsync();

        await guest.ReloadAsync();
        await Expect(guest.Answer).ToContainTextAsync("and it is sunlit.");
        Assert.Equal(whole, await guest.Answer.GetByTestId("message-content").InnerTextAsync());
    }

    [Fact]
    public async Task Stop_keeps_what_was_written_and_the_stop_button_is_there_until_then()
    {
        var guest = await system.NewPersonAsync();
        await guest.OpenAsync("/");
        await guest.ChooseAsync(Small);
        await guest.SendAsync("Help me write an essay about Silicon Valley");
        await Expect(guest.Answer.GetByTestId("message-content")).ToContainTextAsync("Silicon Valley", new() { Timeout = 40_000 });

        await guest.Page.GetByTestId("stop-button").ClickAsync();
        await Expect(guest.Answer).ToContainTextAsync("Stopped.", new() { Timeout = 10_000 });
        await guest.AnsweredAsync();
        await guest.ReloadAsync();
        await Expect(guest.Answer).ToContainTextAsync("Silicon Valley");
        await Expect(guest.Answer).ToContainTextAsync("Stopped.");
        // The end of what the simulated model would have said.
        await Expect(guest.Answer).Not.ToContainTextAsync("Tell me the length, the audience and the stance you want");
    }

    [Fact]
    public async Task The_first_account_keeps_the_guests_chat_and_a_second_window_sees_its_loads()
    {
        var person = await system.NewPersonAsync();
        await person.OpenAsync("/");
        await person.ChooseAsync(Small);
        await person.SendAsync(Question);
        await Expect(person.Answer).ToContainTextAsync("Rayleigh scattering", new() { Timeout = 60_000 });
        await person.AnsweredAsync();
        var chat = person.Page.Url;

        await person.RegisterAsync(system.Address, $"{Guid.CreateVersion7():n}@example.com", "correct horse");
        await person.OpenAsync(chat);
        await Expect(person.Answer).ToContainTextAsync("Rayleigh scattering");
        await Expect(person.Page.GetByTestId("user-email")).ToContainTextAsync("@example.com");

        var second = new ChatPage(await person.Page.Context.NewPageAsync());
        await second.OpenAsync("/");
        await second.OpenModelsAsync();
        await person.OpenModelsAsync();
        await person.Row(Small).GetByTestId("model-unload-button").ClickAsync();
        await Expect(second.Row(Small).GetByTestId("model-load-button")).ToBeVisibleAsync();
        await person.Row(Small).GetByTestId("model-load-button").ClickAsync();
        await Expect(second.Row(Small).GetByTestId("model-progress")).ToBeVisibleAsync();
        await Expect(second.Row(Small).GetByTestId("model-unload-button")).ToBeVisibleAsync();
    }
}
