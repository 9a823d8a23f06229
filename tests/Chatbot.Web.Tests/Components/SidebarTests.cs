using Bunit;
using Chatbot.Web.Components.Layout;
using Chatbot.Web.Components.Sidebar;
using Chatbot.Web.History;
using Chatbot.Web.Tests.Fakes;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Web.Tests.Components;

public sealed class SidebarTests : BunitContext, IAsyncLifetime
{
    private FakeServices _fakes = null!;

    public async ValueTask InitializeAsync()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        JSInterop.SetupModule("./app.js").Mode = JSRuntimeMode.Loose;
        JSInterop.SetupModule("./coming-back.js").SetupModule("watch", _ => true);
        _fakes = await FakeServices.StartAsync();
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        await _fakes.DisposeAsync();
    }

    [Fact]
    public async Task Chats_are_listed_by_when_they_were_started()
    {
        var now = TimeProvider.System.GetUtcNow();
        _fakes.Chat.Add("Of long ago", now.AddDays(-90));
        _fakes.Chat.Add("Just now", now);
        await Services.AddCircuitAsync(_fakes);
        var list = Render<HistoryList>();
        list.WaitForAssertion(() => Assert.Equal(["Today", "Older"], list.FindAll("h2").Select(title => title.TextContent)));
        Assert.Equal(["Just now", "Of long ago"], list.FindAll("li a").Select(link => link.TextContent.Trim()));
    }

    [Fact]
    public async Task A_chat_service_that_is_away_is_told_in_a_sentence()
    {
        await Services.AddCircuitAsync(_fakes);
        _fakes.Auth.IsAway = true;
        var list = Render<HistoryList>();
        list.WaitForAssertion(() => Assert.Contains("cannot be shown right now", list.Markup, StringComparison.Ordinal));
        _fakes.Auth.IsAway = false;
        await list.ClickOnAsync("[data-testid=sidebar-retry]");
        list.WaitForAssertion(() => Assert.Contains("Your chats will be listed here.", list.Markup, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true, "Guest", "Login to your account")]
    [InlineData(false, "ada@example.com", "Sign out")]
    public async Task The_user_menu_knows_who_is_there(bool asGuest, string name, string action)
    {
        await Services.AddCircuitAsync(_fakes, asGuest);
        var nav = Render<UserNav>();
        Assert.Equal(name, nav.Find("[data-testid=user-email]").TextContent);
        await nav.ClickOnAsync("[data-testid=user-nav-button]");
        Assert.NotNull(nav.Find("[data-testid=user-nav-menu] [data-testid=user-nav-item-theme]"));
        Assert.Equal(action, nav.Find("[data-testid=user-nav-item-auth]").TextContent.Trim());
    }

    [Fact]
    public async Task The_user_menu_follows_its_button_and_takes_the_focus_until_Escape()
    {
        await Services.AddCircuitAsync(_fakes);
        var nav = Render<UserNav>();
        await nav.ClickOnAsync("[data-testid=user-nav-button]");
        Assert.Equal(["user-nav-button", "user-nav-menu"], nav.FindAll(".user > [data-testid]").Select(element => element.GetAttribute("data-testid")));
        nav.WaitForAssertion(() => Assert.Equal(Parts.First(nav.Instance).Id, Parts.Focused(JSInterop)));

        await nav.InvokeAsync(() => nav.Find(".user").KeyDownAsync(new Microsoft.AspNetCore.Components.Web.KeyboardEventArgs { Key = "Escape" }));
        Assert.Empty(nav.FindAll("[data-testid=user-nav-menu]"));
        nav.WaitForAssertion(() => Assert.Equal(Parts.Button(nav.Instance).Id, Parts.Focused(JSInterop)));
    }

    [Theory]
    [InlineData("", "/#content")]
    [InlineData("models", "/models#content")]
    [InlineData("chat/0199b7a0-0000-7000-8000-000000000000#content", "/chat/0199b7a0-0000-7000-8000-000000000000#content")]
    public async Task The_skip_link_stays_on_its_page(string at, string to)
    {
        await Services.AddCircuitAsync(_fakes);
        Services.GetRequiredService<NavigationManager>().NavigateTo(at);
        var layout = Render<MainLayout>();
        Assert.Equal(to, layout.Find(".skip-link").GetAttribute("href"));
        Assert.NotNull(layout.Find("main#content"));
    }

    [Theory]
    [InlineData("2026-03-10T00:30:00+02:00", "2026-03-09T22:45:00Z", "Today")]
    [InlineData("2026-03-10T00:30:00+02:00", "2026-03-09T21:45:00Z", "Yesterday")]
    [InlineData("2026-03-10T12:00:00+00:00", "2026-03-04T12:00:00Z", "Last 7 days")]
    [InlineData("2026-03-10T12:00:00+00:00", "2026-02-20T12:00:00Z", "Last 30 days")]
    [InlineData("2026-03-10T12:00:00+00:00", "2025-03-10T12:00:00Z", "Older")]
    public void A_day_begins_at_the_persons_midnight(string now, string createdAt, string group)
    {
        var chat = new Chatbot.Chat.Contracts.ChatSummary(Guid.CreateVersion7(), DateTimeOffset.Parse(createdAt), "x", Guid.CreateVersion7(), "private");
        Assert.Equal(group, Assert.Single(HistoryGroups.By([chat], DateTimeOffset.Parse(now))).Name);
    }
}
