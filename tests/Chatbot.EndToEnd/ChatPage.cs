using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Chatbot.EndToEnd;

/// <summary>What a person does on the chat page, by the element names of the HTTP contract.</summary>
internal sealed class ChatPage(IPage page)
{
    public IPage Page => page;

    public ILocator Answer => page.GetByTestId("message-assistant").Last;

    public ILocator Input => page.GetByTestId("multimodal-input");

    public async Task OpenAsync(string address)
    {
        await page.GotoAsync(address);
        await ReadyAsync();
    }

    public async Task ReloadAsync()
    {
        await page.ReloadAsync();
        await ReadyAsync();
    }

    /// <summary>Inputs are disabled until the page is interactive.</summary>
    public Task ReadyAsync() => Expect(Input).ToBeEnabledAsync(new() { Timeout = 20_000 });

    public async Task OpenModelsAsync()
    {
        if (!await page.GetByPlaceholder("Search models...").IsVisibleAsync()) await page.GetByTestId("model-selector").ClickAsync();
        await Expect(page.GetByPlaceholder("Search models...")).ToBeVisibleAsync();
    }

    public async Task ChooseAsync(string modelId)
    {
        await OpenModelsAsync();
        await Model(modelId).ClickAsync();
    }

    public ILocator Model(string modelId) => page.GetByTestId($"model-selector-item-{modelId}");

    /// <summary>The row of a model in the drop-down, with its buttons.</summary>
    public ILocator Row(string modelId) => page.GetByTestId("model-row").Filter(new() { Has = Model(modelId) });

    public async Task SendAsync(string text)
    {
        await Input.FillAsync(text);
        await page.GetByTestId("send-button").ClickAsync();
    }

    public Task AnsweredAsync(int seconds = 60) =>
        Expect(page.GetByTestId("stop-button")).ToBeHiddenAsync(new() { Timeout = seconds * 1000 });

    public async Task RegisterAsync(string address, string email, string password)
    {
        await page.GotoAsync($"{address}/register");
        await page.GetByLabel("Email Address").FillAsync(email);
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign Up" }).ClickAsync();
        await Expect(page.GetByTestId("toast")).ToContainTextAsync("Account created successfully!");
    }
}
