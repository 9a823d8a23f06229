using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Chatbot.Web.Rendering;

namespace Chatbot.Web.Tests.Rendering;

public sealed class SafeMarkdownTests
{
    private static readonly HashSet<string> Elements =
    [
        "p", "a", "em", "strong", "del", "code", "pre", "ul", "ol", "li", "blockquote", "hr", "br", "h1", "h2", "h3", "h4", "h5", "h6",
        "div", "span", "button", "table", "thead", "tbody", "tr", "th", "td", "input",
        "math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "msub", "msup", "msubsup", "munder", "mover", "munderover", "mfrac", "msqrt", "mroot",
        "mtable", "mtr", "mtd", "mphantom", "mstyle",
    ];

    private static readonly HashSet<string> Attributes =
    [
        "href", "target", "rel", "class", "type", "data-copy", "tabindex", "disabled", "checked", "start",
        "display", "displaystyle", "mathvariant", "stretchy", "fence", "movablelimits", "accent", "linethickness", "width", "lspace", "rspace",
    ];

    [Theory]
    [MemberData(nameof(XssCorpus.Data), MemberType = typeof(XssCorpus))]
    public void Nothing_of_the_corpus_runs_or_loads(string text) => AssertHarmless(SafeMarkdown.ToHtml(text));

    [Theory]
    [MemberData(nameof(XssCorpus.Data), MemberType = typeof(XssCorpus))]
    public void Nothing_of_the_corpus_runs_while_it_arrives(string text)
    {
        var splitter = new MarkdownSplitter();
        for (var length = 1; length <= text.Length; length++)
        {
            splitter.Update(text[..length], growing: true);
            foreach (var block in splitter.Blocks) AssertHarmless(SafeMarkdown.ToHtml(block.Text));
        }
    }

    [Theory]
    [InlineData("[a](https://example.com/x?a=1&b=2)", "https://example.com/x?a=1&b=2")]
    [InlineData("<http://example.com/>", "http://example.com/")]
    [InlineData("<ada@example.com>", "mailto:ada@example.com")]
    [InlineData("see https://example.com/a", "https://example.com/a")]
    public void A_link_opens_elsewhere_and_tells_nothing(string text, string address)
    {
        var link = Parse(SafeMarkdown.ToHtml(text)).QuerySelector("a")!;
        Assert.Equal(address, link.GetAttribute("href"));
        Assert.Equal("_blank", link.GetAttribute("target"));
        Assert.Equal("noopener noreferrer nofollow", link.GetAttribute("rel"));
    }

    [Fact]
    public void An_image_is_a_link_to_it()
    {
        var body = Parse(SafeMarkdown.ToHtml("![A chart](https://example.com/c.png)"));
        Assert.Null(body.QuerySelector("img"));
        Assert.Equal("A chart", body.QuerySelector("a")!.TextContent);
    }

    [Fact]
    public void What_people_write_in_chats_is_rendered()
    {
        var body = Parse(SafeMarkdown.ToHtml("# T\n\n- [x] done\n- ~~no~~\n\n| a | b |\n|:-:|--:|\n| 1 | **2** |\n\n> q\n\n- ```js\n  let a;\n  ```"));
        foreach (var selector in new[] { "h1", "input[type=checkbox][checked]", "del", "table th.center", "td.right strong", "blockquote", "li .code-block button[data-copy]" })
            Assert.NotNull(body.QuerySelector(selector));
    }

    [Fact]
    public void What_is_nested_too_deeply_stands_there_as_it_is()
    {
        var text = $"{string.Concat(Enumerable.Repeat("> ", 200))}<b>deep</b>";
        var splitter = new MarkdownSplitter();
        splitter.Update(text, growing: false);
        var block = Assert.Single(splitter.Blocks);
        Assert.Equal(text, Parse(SafeMarkdown.ToHtml(block.Text)).QuerySelector("p")!.TextContent);
    }

    private static void AssertHarmless(string html)
    {
        foreach (var element in Parse(html).QuerySelectorAll("*"))
        {
            Assert.Contains(element.LocalName, Elements);
            foreach (var attribute in element.Attributes) Assert.Contains(attribute.Name, Attributes);
            if (element.GetAttribute("href") is { } href) Assert.Matches("^(https?|mailto):", href);
            if (element.LocalName == "input") Assert.True(element.HasAttribute("disabled"));
        }
    }

    private static IElement Parse(string html) => new HtmlParser().ParseDocument(html).Body!;
}
