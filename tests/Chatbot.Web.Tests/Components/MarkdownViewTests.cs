using AngleSharp.Dom;
using Bunit;
using Chatbot.Testing;
using Chatbot.Web.Components.Markdown;
using Chatbot.Web.Conversations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Chatbot.Web.Tests.Components;

public sealed class MarkdownViewTests : BunitContext
{
    private readonly FakeTimeProvider _clock = new();
    private readonly GrowingPage _page;

    public MarkdownViewTests()
    {
        Services.AddSingleton<TimeProvider>(_clock);
        _page = GrowingPage.In(this);
    }

    [Fact]
    public async Task Text_that_grows_is_drawn_by_the_page_at_its_pace_and_by_nobody_else()
    {
        var part = new TextPart("t", "- one\n- tw", open: true);
        var view = Show(part, isGrowing: true);
        await Eventually.TrueAsync(() => Drawn(view, "li").ElementAtOrDefault(1)?.TextContent == "tw", "the page shows it");
        var rendered = view.RenderCount;
        part.Append("o *wor");
        await Eventually.TrueAsync(() => Drawn(view, "li").ElementAtOrDefault(1)?.TextContent == "two wor", "the page shows it");
        part.Append("ds*\n\n```js\nlet a");
        Assert.Empty(Drawn(view, "pre"));
        _clock.Advance(RenderPace.OfText);
        await Eventually.TrueAsync(() => Drawn(view, "pre code").SingleOrDefault()?.TextContent == "let a", "the page shows it");
        Assert.Equal("words", Assert.Single(Drawn(view, "em")).TextContent);
        Assert.Equal(rendered, view.RenderCount);
        Assert.Empty(view.Find(".markdown").Children);
    }

    [Fact]
    public async Task The_page_has_all_of_it_before_the_stream_ends_and_keeps_it()
    {
        var part = new TextPart("t", "One", open: true);
        var view = Show(part, isGrowing: true);
        await Eventually.TrueAsync(() => _page.TextIn(view.Find(".markdown")) == "One", "the page shows it");
        part.Append(" two");
        part.Append(" three.\n\n```js\nlet a = 'x';\n```\n");
        view.Render(parameters => parameters.Add(shown => shown.IsGrowing, false));
        await Eventually.TrueAsync(() => _page.Ended == 1, "the streams have ended");
        Assert.Equal("One two three.", Assert.Single(Drawn(view, "p")).TextContent);
        Assert.Single(_page.In(view.Find(".markdown")).Colours);
        var root = view.Find(".markdown").GetAttribute("blazor:elementReference");
        _page.ComesBack();
        view.Render(parameters => parameters.Add(shown => shown.IsGrowing, false));
        Assert.Equal(root, view.Find(".markdown").GetAttribute("blazor:elementReference"));
        Assert.Equal(1, _page.Begun);
    }

    [Fact]
    public async Task What_did_not_come_before_the_line_broke_comes_again()
    {
        var part = new TextPart("t", "One", open: true);
        var view = Show(part, isGrowing: true);
        await Eventually.TrueAsync(() => _page.TextIn(view.Find(".markdown")) == "One", "the page shows it");
        _page.ComesBack();
        await Eventually.TrueAsync(() => _page.Begun == 2, "the streams have begun");
        await Eventually.TrueAsync(() => _page.Ended == 1, "the streams have ended");
        await Eventually.TrueAsync(() => _page.TextIn(view.Find(".markdown")) == "One", "the page shows it");
        part.Append(" two");
        await Eventually.TrueAsync(() => _page.TextIn(view.Find(".markdown")) == "One two", "the page shows it");
        _page.IsDrawn = false;
        view.Render(parameters => parameters.Add(shown => shown.IsGrowing, false));
        await Eventually.TrueAsync(() => _page.Ended == 2, "the streams have ended");
        _page.ComesBack();
        await Eventually.TrueAsync(() => _page.Begun == 3, "the streams have begun");
        await Eventually.TrueAsync(() => _page.TextIn(view.Find(".markdown")) == "One two", "the page shows it");
    }

    [Fact]
    public async Task What_the_page_could_not_draw_is_drawn_as_a_whole_and_what_grows_after_it_by_the_page_again()
    {
        var part = new TextPart("t", "One *two*", open: true);
        var view = Show(part, isGrowing: true);
        await Eventually.TrueAsync(() => _page.TextIn(view.Find(".markdown")) == "One two", "the page shows it");
        _page.Fails = true;
        view.Render(parameters => parameters.Add(shown => shown.IsGrowing, false));
        view.WaitForAssertion(() => Assert.Equal("One two", view.Find("p").TextContent));

        _page.Fails = false;
        view.Render(parameters => parameters.Add(shown => shown.IsGrowing, true));
        part.Append(" three");
        await Eventually.TrueAsync(() => _page.TextIn(view.Find(".markdown")) == "One two three", "the page shows it");
    }

    [Fact]
    public async Task A_text_that_is_no_longer_shown_is_no_longer_sent()
    {
        var part = new TextPart("t", "One", open: true);
        var view = Show(part, isGrowing: true);
        await Eventually.TrueAsync(() => _page.TextIn(view.Find(".markdown")) == "One", "the page shows it");
        await DisposeComponentsAsync();
        await Eventually.TrueAsync(() => _page.Ended == 1, "the stream has ended");
        part.Append(" two");
        _page.ComesBack();
        Assert.Equal(1, _page.Begun);
    }

    [Fact]
    public void Text_that_is_there_needs_no_script()
    {
        var view = Show(new TextPart("One *two*.\n\nThree."));
        Assert.Equal(["One two.", "Three."], view.FindAll("p").Select(paragraph => paragraph.TextContent));
        Assert.Equal(0, _page.Begun);
    }

    [Fact]
    public void Code_has_its_language_and_can_be_copied()
    {
        var view = Show(new TextPart("```python\nprint('<b>')\n```"));
        Assert.Equal("python", view.Find(".code-head span").TextContent);
        Assert.NotNull(view.Find("button[data-copy]"));
        Assert.Equal("print('<b>')", view.Find("pre code").TextContent.TrimEnd());
    }

    [Fact]
    public void Code_in_a_list_has_its_colours_too()
    {
        var view = Show(new TextPart("- one\n\n  ```js\n  let a = '<b>'; // why\n  ```\n"));
        view.WaitForAssertion(() => Assert.Equal("'<b>'", string.Concat(view.FindAll("li .code-block .tok-s").Select(run => run.TextContent))));
        Assert.Equal("let a = '<b>'; // why", view.Find("code").TextContent.TrimEnd());
        Assert.Empty(view.FindAll("b"));
    }

    [Fact]
    public void Each_block_is_written_in_its_own_direction()
    {
        var view = Show(new TextPart("Hello\n\nشلوم"));
        Assert.Equal(["auto", "auto"], view.FindAll(".markdown-block").Select(block => block.GetAttribute("dir")));
    }

    private IRenderedComponent<MarkdownView> Show(StreamedPart part, bool isGrowing = false) =>
        Render<MarkdownView>(parameters => parameters.Add(shown => shown.Part, part).Add(shown => shown.IsGrowing, isGrowing));

    private IHtmlCollection<IElement> Drawn(IRenderedComponent<MarkdownView> view, string selector) => _page.BodyIn(view.Find(".markdown")).QuerySelectorAll(selector);
}
