using Bunit;
using Chatbot.Testing;
using Chatbot.Web.Components.Chat;
using Chatbot.Web.History;
using Chatbot.Web.Tests.Fakes;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Web.Tests.Components;

public sealed class ChatPageTests : BunitContext, IAsyncLifetime
{
    private FakeServices _fakes = null!;

    public async ValueTask InitializeAsync()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        JSInterop.SetupModule("./Components/Chat/Composer.razor.js").SetupModule("attach", _ => true);
        JSInterop.SetupModule("./Components/Chat/MessageList.razor.js").SetupModule("follow", _ => true);
        _fakes = await FakeServices.StartAsync();
        await Services.AddCircuitAsync(_fakes);
        Services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        await _fakes.DisposeAsync();
    }

    [Fact]
    public async Task The_address_changes_with_the_first_message_and_one_that_is_refused_stays_to_be_sent_again()
    {
        _fakes.Chat.Refusal = (429, "rate_limit:chat", "Enough for today.");
        var navigation = Services.GetRequiredService<NavigationManager>();
        var page = Render<ChatPage>();
        await page.InvokeAsync(() => page.FindComponent<Composer>().Instance.Submit(Guid.CreateVersion7(), "Hello"));
        Assert.StartsWith("http://localhost/chat/", navigation.Uri, StringComparison.Ordinal);

        // As the router does it.
        page.Render(parameters => parameters.Add(chat => chat.ChatId, Guid.Parse(navigation.Uri.Split('/')[^1])));
        page.WaitForAssertion(() => Assert.Contains("Not sent", page.Markup, StringComparison.Ordinal));
        Assert.Equal("Hello", page.Find("[data-testid=message-user] [data-testid=message-content]").TextContent);
        Assert.Contains("Enough for today.", page.Find(".failure").TextContent, StringComparison.Ordinal);
        Assert.Contains("Try again", page.Find("[data-testid=message-not-sent]").TextContent, StringComparison.Ordinal);

        page.Render(parameters => parameters.Add(chat => chat.ChatId, null));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=message-user]")));
    }

    [Fact]
    public async Task What_is_done_to_the_chat_in_the_list_shows_on_its_page_and_the_other_way_round()
    {
        var script = JSInterop.SetupModule("./app.js");
        script.Mode = JSRuntimeMode.Loose;
        var chat = _fakes.Chat.Add("Old title", TimeProvider.System.GetUtcNow(), Scripts.Message(Guid.CreateVersion7(), "user", "One"));
        var history = Services.GetRequiredService<HistoryState>();
        var actions = Services.GetRequiredService<HistoryActions>();
        await history.LoadAsync(Xunit.TestContext.Current.CancellationToken);
        var page = Render<ChatPage>(parameters => parameters.Add(shown => shown.ChatId, chat.Id));
        page.WaitForElement("[data-testid=message-user]");
        page.WaitForAssertion(() => Assert.Contains("Old title · Chatbot", Titles()));

        await page.InvokeAsync(() => actions.ShowAsync(chat.Id, "public", default));
        page.WaitForAssertion(() => Assert.Equal("Public", page.Find("[data-testid=visibility-selector]").TextContent.Trim()));
        await page.InvokeAsync(() => actions.RenameAsync(chat.Id, "New title", default));
        page.WaitForAssertion(() => Assert.Equal("New title · Chatbot", Titles()[^1]));

        await page.ClickOnAsync("[data-testid=visibility-selector]");
        Assert.Equal($"/chat/{chat.Id}", page.Find("[data-testid=visibility-selector-copy-link]").GetAttribute("data-copy-link"));
        await page.ClickOnAsync("[data-testid=visibility-selector-item-private]");
        page.WaitForAssertion(() => Assert.Equal("private", history.Find(chat.Id)!.Visibility));
        Assert.Equal("New title", history.Find(chat.Id)!.Title);

        IReadOnlyList<object?> Titles() => [.. script.Invocations["setTitle"].Select(call => call.Arguments[0])];
    }

    [Fact]
    public void An_address_without_a_chat_says_so()
    {
        var page = Render<ChatPage>(parameters => parameters.Add(chat => chat.ChatId, Guid.CreateVersion7()));
        page.WaitForAssertion(() => Assert.Equal("This chat cannot be shown", page.Find(".missing h1").TextContent));
    }

    [Fact]
    public async Task A_version_that_was_said_in_other_words_comes_back_without_its_editor()
    {
        var (question, answer) = (Scripts.Message(Guid.CreateVersion7(), "user", "One"), Scripts.Message(Guid.CreateVersion7(), "assistant", "Yes."));
        var stored = _fakes.Chat.Add("Edited", TimeProvider.System.GetUtcNow(), question, answer);
        _fakes.Chat.Branches[question.Id] = [question, answer];
        var page = Render<ChatPage>(parameters => parameters.Add(chat => chat.ChatId, stored.Id));
        page.WaitForElement("[data-testid=message-edit-button]");
        await page.ClickOnAsync("[data-testid=message-edit-button]");
        _fakes.Chat.Refusal = (429, "rate_limit:chat", "Enough for today.");
        await page.InvokeAsync(() => page.FindComponent<MessageEditor>().Instance.SubmitAsync("Two"));
        page.WaitForAssertion(() => Assert.Equal("Enough for today.", page.Find(".editor [role=alert]").TextContent));
        Assert.Empty(page.FindAll(".failure"));

        _fakes.Chat.Refusal = null;
        await page.InvokeAsync(() => page.FindComponent<MessageEditor>().Instance.SubmitAsync("Two"));
        page.WaitForAssertion(() => Assert.Equal("Two", page.Find("[data-testid=message-user] [data-testid=message-content]").TextContent));
        page.WaitForAssertion(() => Assert.False(page.Find("[data-testid=message-branch-previous]").HasAttribute("disabled")));
        await page.ClickOnAsync("[data-testid=message-branch-previous]");
        page.WaitForAssertion(() => Assert.Equal("One", page.Find("[data-testid=message-user] [data-testid=message-content]").TextContent));
        Assert.Empty(page.FindAll("[data-testid=message-editor]"));
    }

    [Fact]
    public async Task A_title_that_the_browser_did_not_hear_of_is_told_again_and_harms_nobody()
    {
        var title = JSInterop.SetupModule("./app.js").SetupVoid("setTitle", _ => true);
        var stored = _fakes.Chat.Add("Asleep", TimeProvider.System.GetUtcNow(), Scripts.Message(Guid.CreateVersion7(), "user", "One"));
        title.SetCanceled();
        var page = Render<ChatPage>(parameters => parameters.Add(chat => chat.ChatId, stored.Id));
        page.WaitForElement("[data-testid=message-user]");
        await Eventually.TrueAsync(() => title.Invocations.Count(call => call.Arguments[0] is "Asleep · Chatbot") >= 2, "it is told again");
        title.SetVoidResult();
        page.WaitForElement("[data-testid=message-user]");
    }

    [Fact]
    public void A_page_that_shows_no_chat_keeps_no_other_pages_title()
    {
        var title = JSInterop.SetupModule("./app.js").SetupVoid("setTitle", _ => true).SetVoidResult();
        Render<ChatPage>();
        Assert.Equal("Chatbot", Assert.Single(title.Invocations).Arguments[0]);
        var page = Render<ChatPage>(parameters => parameters.Add(chat => chat.ChatId, Guid.CreateVersion7()));
        page.WaitForElement(".missing");
        Assert.Equal("Chatbot", title.Invocations.Last().Arguments[0]);
    }
}
