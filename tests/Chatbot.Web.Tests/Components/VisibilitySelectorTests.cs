using Bunit;
using Chatbot.Web.Components.Chat;

namespace Chatbot.Web.Tests.Components;

public sealed class VisibilitySelectorTests : BunitContext
{
    private const string Link = "/chat/0198c0de-0000-7000-8000-000000000000";

    public VisibilitySelectorTests() => JSInterop.Mode = JSRuntimeMode.Loose;

    [Fact]
    public async Task A_public_chat_has_a_link_to_copy()
    {
        var selector = await OpenAsync("public", Link);
        Assert.Equal(Link, selector.Find("[data-testid=visibility-selector-copy-link]").GetAttribute("data-copy-link"));
    }

    [Theory]
    [InlineData("private", Link)]
    [InlineData("public", null)]
    public async Task What_nobody_else_can_read_has_none(string visibility, string? link) =>
        Assert.Empty((await OpenAsync(visibility, link)).FindAll("[data-testid=visibility-selector-copy-link]"));

    private async Task<IRenderedComponent<VisibilitySelector>> OpenAsync(string visibility, string? link)
    {
        var selector = Render<VisibilitySelector>(parameters => parameters.Add(shown => shown.Value, visibility).Add(shown => shown.Link, link));
        await selector.ClickOnAsync("[data-testid=visibility-selector]");
        return selector;
    }
}
