using Bunit;
using Chatbot.Web.Components;
using Chatbot.Web.Components.Shared;
using Chatbot.Web.Components.Sidebar;
using Chatbot.Web.History;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Web.Tests.Components;

/// <summary>What a person does to a chat in the sidebar.</summary>
public sealed class HistoryListTests : PageContext
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task Renaming_happens_in_the_row_and_what_is_empty_is_no_title()
    {
        var chat = Fakes.Chat.Add("Old title", Now);
        var list = await ListAsync();
        await ChooseAsync(list, "rename");
        await list.TypeIntoAsync("[data-testid=chat-rename-input]", "  ");
        await list.InvokeAsync(() => list.Find(".rename").SubmitAsync());
        Assert.Equal("Old title", list.Find("li a").TextContent.Trim());

        await ChooseAsync(list, "rename");
        await list.TypeIntoAsync("[data-testid=chat-rename-input]", "New title");
        await list.InvokeAsync(() => list.Find(".rename").SubmitAsync());
        list.WaitForAssertion(() => Assert.Equal("New title", list.Find("li a").TextContent.Trim()));
        Assert.Equal("New title", Fakes.Chat[chat.Id].Title);
    }

    [Fact]
    public async Task Escape_leaves_the_title_as_it_was()
    {
        var chat = Fakes.Chat.Add("Old title", Now);
        var list = await ListAsync();
        await ChooseAsync(list, "rename");
        await list.TypeIntoAsync("[data-testid=chat-rename-input]", "Never mind");
        await list.InvokeAsync(() => list.Find("[data-testid=chat-rename-input]").KeyDownAsync(new Microsoft.AspNetCore.Components.Web.KeyboardEventArgs { Key = "Escape" }));
        list.WaitForAssertion(() => Assert.Equal("Old title", list.Find("li a").TextContent.Trim()));
        Assert.Equal("Old title", Fakes.Chat[chat.Id].Title);
    }

    [Fact]
    public async Task A_pinned_chat_stands_on_top_until_it_is_unpinned()
    {
        Fakes.Chat.Add("Young", Now);
        var old = Fakes.Chat.Add("Old", Now.AddDays(-90));
        var list = await ListAsync();
        await ChooseAsync(list, "pin", row: 1);
        list.WaitForAssertion(() => Assert.Equal(["Pinned", "Today"], Titles(list)));
        Assert.True(Fakes.Chat[old.Id].Pinned);

        await ChooseAsync(list, "pin", row: 0);
        list.WaitForAssertion(() => Assert.Equal(["Today", "Older"], Titles(list)));
        Assert.False(Fakes.Chat[old.Id].Pinned);
    }

    [Fact]
    public async Task A_deleted_chat_comes_back_by_the_toast_and_the_page_goes_along()
    {
        var chat = Fakes.Chat.Add("Precious", Now);
        var navigation = Services.GetRequiredService<NavigationManager>();
        navigation.NavigateTo($"/chat/{chat.Id}");
        var toasts = Render<Toasts>();
        var list = await ListAsync();
        await ChooseAsync(list, "delete");
        list.WaitForAssertion(() => Assert.Empty(list.FindAll("li")));
        Assert.True(Fakes.Chat[chat.Id].IsDeleted);
        Assert.Equal("http://localhost/", navigation.Uri);

        toasts.WaitForAssertion(() => Assert.Equal("Undo", toasts.Find("[data-testid=toast-action]").TextContent));
        await toasts.ClickOnAsync("[data-testid=toast-action]");
        list.WaitForAssertion(() => Assert.Equal("Precious", list.Find("li a").TextContent.Trim()));
        Assert.False(Fakes.Chat[chat.Id].IsDeleted);
        Assert.EndsWith($"/chat/{chat.Id}", navigation.Uri, StringComparison.Ordinal);
        Assert.Empty(toasts.FindAll("[data-testid=toast]"));
    }

    [Fact]
    public async Task A_public_chat_has_a_link_to_copy_and_a_way_back()
    {
        var chat = Fakes.Chat.Add("For others", Now);
        var list = await ListAsync();
        await ChooseAsync(list, "share");
        Assert.Empty(list.FindAll("[data-testid=chat-share-copy]"));
        await list.ClickOnAsync("[data-testid=chat-share-public]");
        list.WaitForAssertion(() => Assert.Equal($"/chat/{chat.Id}", list.Find("[data-testid=chat-share-copy]").GetAttribute("data-copy-link")));
        Assert.Equal("public", Fakes.Chat[chat.Id].Visibility);

        await list.ClickOnAsync("[data-testid=chat-share-private]");
        list.WaitForAssertion(() => Assert.NotNull(list.Find("[data-testid=chat-share-public]")));
        Assert.Equal("private", Fakes.Chat[chat.Id].Visibility);
    }

    [Fact]
    public async Task Only_what_stands_for_a_moment_is_searched_for()
    {
        Fakes.Chat.Add("About the sky", Now);
        Fakes.Chat.Add("About the sea", Now);
        var list = await ListAsync();
        await list.InvokeAsync(() =>
        {
            // Both before the pause is over.
            _ = list.Find("[data-testid=sidebar-search]").InputAsync(new() { Value = "s" });
            _ = list.Find("[data-testid=sidebar-search]").InputAsync(new() { Value = "sky" });
        });
        list.WaitForAssertion(() => Assert.Equal("About the sky", Assert.Single(list.FindAll("li a")).TextContent.Trim()));
        Assert.Equal(["sky"], Fakes.Chat.Searches);

        await list.TypeIntoAsync("[data-testid=sidebar-search]", "desert");
        list.WaitForAssertion(() => Assert.Contains("No chat has “desert”", list.Markup, StringComparison.Ordinal));
        await list.ClickOnAsync("[data-testid=sidebar-search-clear]");
        list.WaitForAssertion(() => Assert.Equal(2, list.FindAll("li").Count));
    }

    [Fact]
    public async Task Older_chats_come_page_by_page()
    {
        for (var number = 0; number < 45; number++) Fakes.Chat.Add($"Chat {number}", Now.AddMinutes(-number));
        var list = Render<HistoryList>();
        list.WaitForAssertion(() => Assert.Equal(40, list.FindAll("li").Count));
        await list.ClickOnAsync("[data-more]");
        list.WaitForAssertion(() => Assert.Equal(45, list.FindAll("li").Count));
        Assert.Empty(list.FindAll("[data-more]"));
    }

    [Fact]
    public async Task All_chats_are_deleted_after_a_question()
    {
        Fakes.Chat.Add("One", Now);
        Fakes.Chat.Add("Two", Now.AddDays(-3)).Pinned = true;
        var list = await ListAsync();
        var dialog = Render<DeleteAllDialog>();
        await dialog.ClickOnAsync("[data-testid=delete-all-confirm]");
        list.WaitForAssertion(() => Assert.Contains("Your chats will be listed here.", list.Markup, StringComparison.Ordinal));
        Assert.Equal("2 chats deleted", Assert.Single(Services.GetRequiredService<ToastState>().Toasts).Text);
    }

    [Fact]
    public async Task What_was_not_done_is_told_and_changes_nothing_in_the_list()
    {
        var chat = Fakes.Chat.Add("Mine", Now);
        var list = await ListAsync();
        EndSession();
        await ChooseAsync(list, "delete");
        list.WaitForAssertion(() => Assert.True(Assert.Single(Services.GetRequiredService<ToastState>().Toasts).IsError));
        Assert.Single(list.FindAll("li"));
        Assert.False(Fakes.Chat[chat.Id].IsDeleted);
    }

    [Fact]
    public async Task A_title_that_was_refused_is_still_there_to_be_tried_again()
    {
        Fakes.Chat.Add("Old title", Now);
        var list = await ListAsync();
        await ChooseAsync(list, "rename");
        EndSession();
        await list.TypeIntoAsync("[data-testid=chat-rename-input]", "A long new title");
        await list.InvokeAsync(() => list.Find(".rename").SubmitAsync());
        list.WaitForAssertion(() => Assert.Equal("A long new title", list.Find("[data-testid=chat-rename-input]").GetAttribute("value")));
        Assert.True(Assert.Single(Services.GetRequiredService<ToastState>().Toasts).IsError);
    }

    [Fact]
    public async Task After_a_new_title_the_row_has_the_focus()
    {
        Fakes.Chat.Add("Old title", Now);
        var list = await ListAsync();
        await ChooseAsync(list, "rename");
        await list.TypeIntoAsync("[data-testid=chat-rename-input]", "New title");
        await list.InvokeAsync(() => list.Find(".rename").SubmitAsync());
        list.WaitForAssertion(() => Assert.Equal("New title", list.Find("li a").TextContent.Trim()));
        AssertFocused(list, row: 0);
    }

    [Fact]
    public async Task The_focus_goes_along_with_a_pinned_chat_and_from_a_deleted_one_to_the_next()
    {
        Fakes.Chat.Add("Young", Now);
        Fakes.Chat.Add("Old", Now.AddDays(-90));
        var list = await ListAsync();
        await ChooseAsync(list, "pin", row: 1);
        list.WaitForAssertion(() => Assert.Equal(["Pinned", "Today"], Titles(list)));
        AssertFocused(list, row: 0);

        await ChooseAsync(list, "delete", row: 0);
        list.WaitForAssertion(() => Assert.Equal(["Today"], Titles(list)));
        AssertFocused(list, row: 0);

        await ChooseAsync(list, "delete", row: 0);
        list.WaitForAssertion(() => Assert.Empty(list.FindAll("li")));
        list.WaitForAssertion(() => Assert.Equal(Parts.Search(list.Instance).Id, Parts.Focused(JSInterop)));
    }

    [Fact]
    public async Task Escape_that_ends_a_composed_word_clears_no_search()
    {
        Fakes.Chat.Add("About the sky", Now);
        var list = await ListAsync();
        await list.TypeIntoAsync("[data-testid=sidebar-search]", "sky");
        await list.InvokeAsync(() => list.Find("[data-testid=sidebar-search]").KeyDownAsync(new Microsoft.AspNetCore.Components.Web.KeyboardEventArgs { Key = "Escape", IsComposing = true }));
        Assert.Equal("sky", list.Find("[data-testid=sidebar-search]").GetAttribute("value"));
        await list.InvokeAsync(() => list.Find("[data-testid=sidebar-search]").KeyDownAsync(new Microsoft.AspNetCore.Components.Web.KeyboardEventArgs { Key = "Escape" }));
        Assert.Equal("", list.Find("[data-testid=sidebar-search]").GetAttribute("value") ?? "");
    }

    [Fact]
    public async Task Enter_in_the_search_opens_the_first_that_was_found()
    {
        var sky = Fakes.Chat.Add("About the sky", Now);
        var list = await ListAsync();
        await list.TypeIntoAsync("[data-testid=sidebar-search]", "sky");
        list.WaitForAssertion(() => Assert.Equal(["Found"], Titles(list)));
        await list.InvokeAsync(() => list.Find("[data-testid=sidebar-search]").KeyDownAsync(new Microsoft.AspNetCore.Components.Web.KeyboardEventArgs { Key = "Enter" }));
        Assert.EndsWith($"/chat/{sky.Id}", Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().Uri, StringComparison.Ordinal);
    }

    // The last one that was given it.
    private void AssertFocused(IRenderedComponent<HistoryList> list, int row) => list.WaitForAssertion(() =>
        Assert.Equal(Parts.Button(list.FindComponents<HistoryItem>()[row].Instance).Id, Parts.Focused(JSInterop)));

    private void EndSession()
    {
        Fakes.Auth.Revoke();
        Services.GetRequiredService<Chatbot.Web.Sessions.SessionTokens>().ForgetAll();
    }

    private static IEnumerable<string> Titles(IRenderedComponent<HistoryList> list) => list.FindAll("h2").Select(title => title.TextContent);

    private async Task<IRenderedComponent<HistoryList>> ListAsync()
    {
        var list = Render<HistoryList>();
        list.WaitForAssertion(() => Assert.NotEmpty(list.FindAll("li")));
        await Services.GetRequiredService<HistoryState>().SearchAsync("", default);
        return list;
    }

    private static async Task ChooseAsync(IRenderedComponent<HistoryList> list, string item, int row = 0)
    {
        await list.InvokeAsync(() => list.FindAll("[data-testid=chat-menu-button]")[row].ClickAsync(new()));
        await list.ClickOnAsync($"[data-testid=chat-menu-{item}]");
    }
}
