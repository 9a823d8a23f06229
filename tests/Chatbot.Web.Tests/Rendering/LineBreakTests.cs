using AngleSharp.Html.Parser;
using Chatbot.Web.Rendering;

namespace Chatbot.Web.Tests.Rendering;

public sealed class LineBreakTests
{
    [Theory]
    [InlineData("one<br>two")]
    [InlineData("one<BR/>two")]
    [InlineData("one<br />two")]
    [InlineData("| a |\n|---|\n| one<br>two |")]
    public void A_break_is_a_break(string markdown)
    {
        var body = new HtmlParser().ParseDocument(SafeMarkdown.ToHtml(markdown)).Body!;
        Assert.Single(body.QuerySelectorAll("br"));
        Assert.DoesNotContain("<br", body.TextContent, StringComparison.OrdinalIgnoreCase);
        Assert.True(body.QuerySelectorAll("td").Length <= 1);
    }

    [Theory]
    [InlineData("one<br onclick=alert(1)>two")]
    [InlineData("one<br/ >two")]
    [InlineData("`one<br>two`")]
    [InlineData("one\\<br>two")]
    public void Anything_else_is_text(string markdown)
    {
        var body = new HtmlParser().ParseDocument(SafeMarkdown.ToHtml(markdown)).Body!;
        Assert.Empty(body.QuerySelectorAll("br"));
        Assert.Contains("<br", body.TextContent, StringComparison.Ordinal);
    }
}
