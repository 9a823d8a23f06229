using AngleSharp.Html.Parser;
using Bunit;
using Chatbot.Web.Components.Markdown;
using Chatbot.Web.Conversations;
using Chatbot.Web.Rendering;
using Chatbot.Web.Tests.Rendering;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Chatbot.Web.Tests.Components;

public sealed class MarkdownViewTests : BunitContext
{
    private readonly FakeTimeProvider _clock = new();

    public MarkdownViewTests() => Services.AddSingleton<TimeProvider>(_clock);

    [Fact]
    public void Only_the_block_that_grows_is_drawn_for_a_word()
    {
        var part = new TextPart("t", "- one\n- tw", open: true);
        var view = Render<MarkdownView>(parameters => parameters.Add(shown => shown.Part, part).Add(shown => shown.IsGrowing, true));
        var (around, block) = (view.RenderCount, view.FindComponent<MarkdownHtml>());
        var drawn = block.RenderCount;
        part.Append("o *wor");
        Assert.Equal("two wor", view.FindAll("li")[1].TextContent);
        Assert.Equal(drawn + 1, block.RenderCount);
        part.Append("ds*\n\n```js\nlet a");
        _clock.Advance(RenderPace.OfText);
        view.WaitForAssertion(() => Assert.Equal("let a", view.Find("pre code").TextContent));
        part.Append(" = 1;");
        _clock.Advance(RenderPace.OfText);
        view.WaitForAssertion(() => Assert.Equal("let a = 1;", view.Find("pre code").TextContent));
        Assert.Equal("words", view.Find("em").TextContent);
        Assert.InRange(view.RenderCount, around + 1, around + 3);
    }

    [Fact]
    public void Finished_blocks_are_never_drawn_again()
    {
        const string Text = "First paragraph.\n\nSecond paragraph.\n\n```js\nlet a = 1;\nlet b = 2;\n```\n\nThird paragraph that goes on and on.";
        var part = new TextPart("t", "First paragraph.\n\nSecond", open: true);
        var view = Render<MarkdownView>(parameters => parameters.Add(shown => shown.Part, part).Add(shown => shown.IsGrowing, true));
        var first = view.FindComponents<MarkdownHtml>()[0];
        for (var length = part.Length; length < Text.Length; length++)
        {
            part.Append(Text[length..(length + 1)]);
            _clock.Advance(RenderPace.OfText);
            view.WaitForAssertion(() => Assert.Equal(length + 1, part.Length));
        }

        view.WaitForAssertion(() => Assert.Contains("goes on and on.", view.Markup, StringComparison.Ordinal));
        Assert.Equal(1, first.RenderCount);
        Assert.Equal(["First paragraph.", "Second paragraph.", "Third paragraph that goes on and on."], view.FindAll("p").Select(paragraph => paragraph.TextContent));
    }

    /// <summary>A block is drawn in other ways while it grows and when it is whole at once: what is seen must be the same.</summary>
    [Theory]
    [MemberData(nameof(XssCorpus.Data), MemberType = typeof(XssCorpus))]
    [InlineData("A *paragraph* of **some** words, `code`, [a link](https://example.com/?a=1&b=2) and 5 < 6 && \"7\"  \nin two lines, long enough to be cut.")]
    [InlineData("1. one\n2. two\n   - [ ] to do\n   - [x] done\n\n   ```js\n   let a = '<b>';\n   ```")]
    [InlineData("| a | b |\n|---|--:|\n| one word and many more of them to be cut somewhere | 2 |")]
    [InlineData("> quoted $a^2 + b^2$ and\n> 這是一個沒有空格的很長的句子這是一個沒有空格的很長的句子這是一個沒有空格的很長的句子這是一個沒有空格的很長的句子 👩‍👩‍👧‍👦")]
    [InlineData("\u0001 control \u001b[31m and \ud83d")]
    public void A_block_that_grows_looks_like_a_whole_one(string text)
    {
        var whole = Render<MarkdownHtml>(parameters => parameters.Add(html => html.Block, new MarkdownBlock(0, text, null)));
        var grown = Render<MarkdownHtml>(parameters => parameters.Add(html => html.Block, new MarkdownBlock(0, text, null)).Add(html => html.Grew, true));
        Assert.Equal(Parsed(whole.Markup), Parsed(grown.Markup));
    }

    [Fact]
    public void Code_has_its_language_and_can_be_copied()
    {
        var view = Render<MarkdownView>(parameters => parameters.Add(shown => shown.Part, new TextPart("```python\nprint('<b>')\n```")));
        Assert.Equal("python", view.Find(".code-head span").TextContent);
        Assert.NotNull(view.Find("button[data-copy]"));
        Assert.Equal("print('<b>')", view.Find("pre code").TextContent.TrimEnd());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Code_in_a_list_has_its_colours_too(bool grew)
    {
        const string Text = "- one\n\n  ```js\n  let a = '<b>'; // why\n  ```\n";
        var view = Render<MarkdownView>(parameters => parameters.Add(shown => shown.Part, new TextPart("t", Text, open: true)).Add(shown => shown.IsGrowing, grew));
        if (grew)
        {
            Assert.Empty(view.FindAll("[class^=tok-]"));
            view.Render(parameters => parameters.Add(shown => shown.IsGrowing, false));
        }

        view.WaitForAssertion(() => Assert.Equal("'<b>'", string.Concat(view.FindAll("li .code-block .tok-s").Select(run => run.TextContent))));
        Assert.Equal("let a = '<b>'; // why", view.Find("code").TextContent.TrimEnd());
        Assert.Empty(view.FindAll("b"));
    }

    [Fact]
    public void Each_block_is_written_in_its_own_direction()
    {
        var view = Render<MarkdownView>(parameters => parameters.Add(shown => shown.Part, new TextPart("Hello\n\nشلوم")));
        Assert.Equal(["auto", "auto"], view.FindAll(".markdown-block").Select(block => block.GetAttribute("dir")));
    }

    [Fact]
    public void A_long_listing_travels_in_pieces()
    {
        var lines = string.Join('\n', Enumerable.Range(0, 100).Select(line => $"line {line}"));
        var view = Render<CodeBlock>(parameters => parameters.Add(code => code.Block, new MarkdownBlock(0, lines, "text")));
        Assert.Equal(lines, view.Find("code").TextContent);
        Assert.True(view.FindAll("code span").Count > 10);
    }

    private static string Parsed(string markup) => new HtmlParser().ParseDocument(markup).Body!.InnerHtml;
}
