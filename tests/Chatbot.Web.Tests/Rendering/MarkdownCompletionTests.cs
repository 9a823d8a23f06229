using Chatbot.Web.Rendering;

namespace Chatbot.Web.Tests.Rendering;

public sealed class MarkdownCompletionTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("**bold", "**bold**")]
    [InlineData("**bold*", "**bold**")]
    [InlineData("a **", "a")]
    [InlineData("*it", "*it*")]
    [InlineData("***both", "***both***")]
    [InlineData("**a *b", "**a *b***")]
    [InlineData("~~gone", "~~gone~~")]
    [InlineData("2 * 3", "2 * 3")]
    [InlineData("snake_case_name", "snake_case_name")]
    [InlineData("`code", "`code`")]
    [InlineData("``a ` b", "``a ` b``")]
    [InlineData("done `a*b` **x", "done `a*b` **x**")]
    [InlineData("see [the art", "see the art")]
    [InlineData("see [the art](https://exa", "see the art")]
    [InlineData("see [a](https://x.y/) and **b", "see [a](https://x.y/) and **b**")]
    [InlineData("![pic](https://x", "pic")]
    [InlineData("\\*not", "\\*not")]
    [InlineData("- one\n- **two", "- one\n- **two**")]
    [InlineData("**whole** line\n\nnext *one", "**whole** line\n\nnext *one*")]
    public void What_has_half_arrived_is_closed(string text, string expected) => Assert.Equal(expected, MarkdownCompletion.Complete(text));

    [Theory]
    [InlineData("text\n-", "text\n")]
    [InlineData("text\n##", "text\n")]
    [InlineData("text\n``", "text\n")]
    [InlineData("text\n1.", "text\n")]
    [InlineData("text\n=", "text\n")]
    public void A_marker_alone_waits_until_it_is_known_what_it_begins(string text, string expected) =>
        Assert.Equal(expected, MarkdownCompletion.Complete(text));

    [Fact]
    public void The_head_of_a_table_is_a_table_at_once()
    {
        Assert.Equal("| a | b |\n|---|---|", MarkdownCompletion.Complete("| a | b |\n|--"));
        Assert.Contains("<th>", SafeMarkdown.ToHtml(MarkdownCompletion.Complete("| a | b |\n|")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("```js\nlet a = **1", "```js\nlet a = **1")]
    [InlineData("```js\nlet a;\n``", "```js\nlet a;\n")]
    [InlineData("~~~\ntext [x", "~~~\ntext [x")]
    [InlineData("> ```js\n> let a = **1", "> ```js\n> let a = **1")]
    [InlineData("> ```js\n> let a;\n> ``", "> ```js\n> let a;\n")]
    [InlineData("> ```js\n> let a;\n", "> ```js\n> let a;\n")]
    [InlineData("```md\n> ```\n**a", "```md\n> ```\n**a")]
    public void Code_is_left_as_it_is_but_for_half_of_its_end(string text, string expected) => Assert.Equal(expected, MarkdownCompletion.Complete(text));
}
