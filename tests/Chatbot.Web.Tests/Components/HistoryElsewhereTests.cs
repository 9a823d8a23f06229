using Bunit;
using Chatbot.Web.Components;
using Chatbot.Web.Components.Sidebar;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Web.Tests.Components;

/// <summary>What was done to chats elsewhere, to somebody who comes back to the page.</summary>
public sealed class HistoryElsewhereTests : PageContext
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task Who_comes_back_sees_what_was_begun_renamed_and_deleted_meanwhile()
    {
        var (sky, sea) = (Fakes.Chat.Add("Sky", Now.AddMinutes(-2)), Fakes.Chat.Add("Sea", Now.AddMinutes(-1)));
        var list = List("Sea", "Sky");
        Fakes.Chat.Add("Sand", Now);
        (sky.Title, sea.IsDeleted) = ("Blue sky", true);
        await ComeBackAsync(list);
        list.WaitForAssertion(() => Assert.Equal(["Sand", "Blue sky"], Titles(list)));
    }

    [Theory]
    [InlineData("menu", "[data-testid=chat-menu]")]
    [InlineData("rename", "[data-testid=chat-rename-input]")]
    public async Task Under_an_open_menu_or_field_nothing_moves_until_it_is_closed(string what, string open)
    {
        var sky = Fakes.Chat.Add("Sky", Now);
        var list = List("Sky");
        await list.ClickOnAsync("[data-testid=chat-menu-button]");
        if (what == "rename")
        {
            await list.ClickOnAsync("[data-testid=chat-menu-rename]");
            await list.TypeIntoAsync(open, "Half a ti");
        }

        sky.Pinned = true;
        Fakes.Chat.Add("Sand", Now.AddMinutes(1));
        await ComeBackAsync(list);
        Assert.NotNull(list.Find(open));
        Assert.Single(list.FindAll("li"));
        if (what == "rename") Assert.Equal("Half a ti", list.Find(open).GetAttribute("value"));

        await list.InvokeAsync(() => list.Find("li").KeyDownAsync(new KeyboardEventArgs { Key = "Escape" }));
        list.WaitForAssertion(() => Assert.Equal(["Sky", "Sand"], Titles(list)));
    }

    [Fact]
    public async Task A_row_that_goes_with_its_menu_open_holds_nothing_back()
    {
        Fakes.Chat.Add("Sky", Now);
        var list = List("Sky");
        await list.ClickOnAsync("[data-testid=chat-menu-button]");
        await list.TypeIntoAsync("[data-testid=sidebar-search]", "nothing of the kind");
        list.WaitForAssertion(() => Assert.Empty(list.FindAll("li")));
        Fakes.Chat.Add("Sand", Now.AddMinutes(1));
        await ComeBackAsync(list);
        await list.ClickOnAsync("[data-testid=sidebar-search-clear]");
        list.WaitForAssertion(() => Assert.Equal(["Sand", "Sky"], Titles(list)));
    }

    [Fact]
    public async Task That_the_service_is_away_is_not_told_to_who_comes_back()
    {
        Fakes.Chat.Add("Sky", Now);
        var list = List("Sky");
        Fakes.Chat.HistoryIsAway = true;
        await ComeBackAsync(list);
        Assert.Equal(["Sky"], Titles(list));
        Assert.Empty(Services.GetRequiredService<ToastState>().Toasts);
    }

    private IRenderedComponent<HistoryList> List(params string[] titles)
    {
        var list = Render<HistoryList>();
        list.WaitForAssertion(() => Assert.Equal(titles, Titles(list)));
        return list;
    }

    private static Task ComeBackAsync(IRenderedComponent<HistoryList> list) => list.InvokeAsync(list.Instance.ComeBackAsync);

    private static IEnumerable<string> Titles(IRenderedComponent<HistoryList> list) => list.FindAll("li a").Select(link => link.TextContent.Trim());
}
