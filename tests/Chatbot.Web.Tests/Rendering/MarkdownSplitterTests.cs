using Chatbot.Web.Rendering;

namespace Chatbot.Web.Tests.Rendering;

public sealed class MarkdownSplitterTests
{
    public static TheoryData<string> Documents =>
    [
        "Hello there.",
        "One paragraph.\n\nAnd another,\nof two lines.\n\n\nA third.",
        "# Title\nText at once.\n## Second\n\nMore.\nSetext\n---\nEnd #hashtag\n\n#not a heading\n",
        "Before.\n\n```python\ndef f():\n    return 1\n\n\nprint(f())\n```\nAfter.\n\n~~~\n```\n~~~\n",
        "- one\n- two\n\n  loose\n- three\n  ```js\n  let a;\n  ```\n\n1. first\n2. second\n   - inner\n",
        "| a | b |\n|---|--:|\n| 1 | 2 |\n| 3 | `x|y` |\n\nAfter the table.",
        "> quoted\n> more\n\nnot quoted\n\n    indented code\n    goes on\n\n***\n\nend",
        "abc\n-\n\ndef\n- item\n\nText **bold *both* bold** and `code` [link](https://example.com/a_b) done\n\n<b>raw</b>\n\n<div>\nblock\n</div>\n\nx",
        "```\nnever closed\n",
    ];

    [Theory]
    [MemberData(nameof(Documents))]
    public void However_a_text_arrives_its_blocks_are_those_of_the_whole(string text)
    {
        var whole = new MarkdownSplitter();
        whole.Update(text, growing: false);
        var grown = new MarkdownSplitter();
        for (var length = 1; length <= text.Length; length++) grown.Update(text[..length], growing: true);
        grown.Update(text, growing: false);
        Assert.Equal(whole.Blocks, grown.Blocks);
        Assert.Equal(whole.Blocks.Count, whole.Blocks.Select(block => block.Key).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_finished_block_never_changes(string text)
    {
        var final = new MarkdownSplitter();
        final.Update(text, growing: false);
        var grown = new MarkdownSplitter();
        for (var length = 1; length <= text.Length; length++)
        {
            grown.Update(text[..length], growing: true);
            // All but the open end (which is one block, and may show as more while it is being completed).
            var finished = grown.FinishedCount;
            Assert.Equal(final.Blocks.Take(finished), grown.Blocks.Take(finished));
        }
    }

    [Fact]
    public void Nothing_of_the_text_is_lost_between_blocks()
    {
        const string Text = "One.\n\n- a\n- b\n\nTwo.\n";
        var splitter = new MarkdownSplitter();
        splitter.Update(Text, growing: false);
        Assert.Equal(Text, string.Concat(splitter.Blocks.Select(block => block.Text)));
    }

    [Fact]
    public void A_links_address_may_stand_in_another_block_and_come_later()
    {
        const string Text = "See [the manual][1] and [Other].\n\nMore.\n\n[1]: https://example.com/manual \"A title\"\n[other]: <https://example.com/o>\n\nThe end, without [2].";
        var (whole, grown) = (new MarkdownSplitter(), new MarkdownSplitter());
        whole.Update(Text, growing: false);
        for (var length = 1; length <= Text.Length; length++) grown.Update(Text[..length], growing: true);
        foreach (var splitter in new[] { whole, grown })
        {
            var first = splitter.Blocks[0];
            Assert.Equal("See [the manual][1] and [Other].", first.Text.Trim());
            var html = SafeMarkdown.ToHtml(first.Text + first.Definitions);
            Assert.Contains("href=\"https://example.com/manual\"", html, StringComparison.Ordinal);
            Assert.Contains("href=\"https://example.com/o\"", html, StringComparison.Ordinal);
            Assert.All(splitter.Blocks.Skip(1).Where(block => !block.Text.Contains("[1]", StringComparison.Ordinal)), block => Assert.Equal("", block.Definitions));
        }
    }

    [Fact]
    public void A_text_that_is_another_one_starts_again()
    {
        var splitter = new MarkdownSplitter();
        splitter.Update("First.\n\nSecond.\n\nThird.", growing: true);
        splitter.Update("Other.", growing: false);
        Assert.Equal("Other.", Assert.Single(splitter.Blocks).Text);
    }

    [Fact]
    public void Code_that_stands_by_itself_is_a_block_of_its_own_with_its_language()
    {
        var splitter = new MarkdownSplitter();
        splitter.Update("```CSharp title=x\nvar a = 1;\n", growing: true);
        var block = Assert.Single(splitter.Blocks);
        Assert.Equal(("csharp", true), (block.Language, block.IsCode));
        Assert.StartsWith("var a = 1;", block.Text, StringComparison.Ordinal);
    }
}
