using Bunit;
using Chatbot.Web.Components.Markdown;

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

    [Fact]
    public void Code_has_its_language_and_can_be_copied()
    {
        var view = Render<MarkdownView>(parameters => parameters.Add(shown => shown.Text, "```python\nprint('<b>')\n```"));
        Assert.Equal("python", view.Find(".code-head span").TextContent);
        Assert.NotNull(view.Find("button[data-copy]"));
        Assert.Equal("print('<b>')", view.Find("pre code").TextContent.TrimEnd());
    }

    [Fact]
    public void A_long_listing_travels_in_pieces()
    {
        var lines = string.Join('\n', Enumerable.Range(0, 100).Select(line => $"line {line}"));
        var view = Render<CodeBlock>(parameters => parameters.Add(code => code.Text, lines));
        Assert.Equal(lines, view.Find("code").TextContent);
        Assert.True(view.FindAll("code span").Count > 10);
    }
}
