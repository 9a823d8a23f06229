using AngleSharp.Html.Parser;
using Bunit;
using Chatbot.Web.Components.Markdown;
using Chatbot.Web.Tests.Rendering;

namespace Chatbot.Web.Tests.Components;

public sealed class MarkdownViewTests : BunitContext
{
    [Fact]
    public void Finished_blocks_are_never_drawn_again()
    {
        const string Text = "First paragraph.\n\nSecond paragraph.\n\n```js\nlet a = 1;\nlet b = 2;\n```\n\nThird paragraph that goes on and on.";
        var view = Render<MarkdownView>(parameters => parameters.Add(shown => shown.Text, "First paragraph.\n\nSecond").Add(shown => shown.IsGrowing, true));
        var first = view.FindComponents<MarkdownHtml>()[0];
        for (var length = 25; length <= Text.Length; length++) view.Render(parameters => parameters.Add(shown => shown.Text, Text[..length]));
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
        var whole = Render<MarkdownHtml>(parameters => parameters.Add(html => html.Text, text));
        var grown = Render<MarkdownHtml>(parameters => parameters.Add(html => html.Text, text).Add(html => html.Grew, true));
        Assert.Equal(Parsed(whole.Markup), Parsed(grown.Markup));
    }

    [Fact]
    public void Code_has_its_language_and_can_be_copied()
    {
        var view = Render<MarkdownView>(parameters => parameters.Add(shown => shown.Text, "```python\nprint('<b>')\n```"));
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
        var view = Render<MarkdownView>(parameters => parameters.Add(shown => shown.Text, Text).Add(shown => shown.IsGrowing, grew));
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
        var view = Render<MarkdownView>(parameters => parameters.Add(shown => shown.Text, "Hello\n\nشلوم"));
        Assert.Equal(["auto", "auto"], view.FindAll(".markdown-block").Select(block => block.GetAttribute("dir")));
    }

    [Fact]
    public void A_long_listing_travels_in_pieces()
    {
        var lines = string.Join('\n', Enumerable.Range(0, 100).Select(line => $"line {line}"));
        var view = Render<CodeBlock>(parameters => parameters.Add(code => code.Text, lines));
        Assert.Equal(lines, view.Find("code").TextContent);
        Assert.True(view.FindAll("code span").Count > 10);
    }

    private static string Parsed(string markup) => new HtmlParser().ParseDocument(markup).Body!.InnerHtml;
}
