using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using Chatbot.Web.Rendering;
using Chatbot.Web.Rendering.Growing;

namespace Chatbot.Web.Tests.Rendering.Growing;

public sealed class WrittenBlocksTests
{
    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly DrawnFrames _page = new();

    /// <summary>A text is drawn in other ways while it grows and when it is whole at once: what is seen must be the same, at every letter.</summary>
    [Theory]
    [MemberData(nameof(XssCorpus.Data), MemberType = typeof(XssCorpus))]
    [InlineData("A *paragraph* of **some** words, `code`, [a link](https://example.com/?a=1&b=2) and 5 < 6 && \"7\"  \nin two lines.\n\nAnother, ending in a > b>")]
    [InlineData("1. one\n2. two\n   - [ ] to do\n   - [x] done\n\n   ```js\n   let a = '<b>';\n   ```\n\nAnd\n===\nmore\n")]
    [InlineData("| a | b |\n|---|--:|\n| one | 2 |\n| three | 4 |\n\n```html\n<p>\n\n\n</p>\n```\n\n```\nplain\n```\n")]
    [InlineData("> quoted $a^2 + b^2$ and\n> 這是一個沒有空格的很長的句子 👩‍👩‍👧‍👦 \ud83d and\n\n[a] [b]\n\n[a]: https://a.example\n[b]: https://b.example\n")]
    [InlineData("\ufeffmark\u0001 control \u001b[31m and \ud83d\n\nMinus\n-\n- list\n- list\n\n***\n\n    indented\n")]
    public void What_grows_looks_like_what_is_whole(string text)
    {
        var written = new WrittenBlocks(() => { });
        var splitter = new MarkdownSplitter();
        for (var length = 1; length <= text.Length; length++)
        {
            Write(written, text[..length], isGrowing: true);
            splitter.Update(text[..length], growing: true);
            Assert.Equal(splitter.Blocks.Select(Whole), _page.Blocks);
        }

        Write(written, text, isGrowing: false);
        splitter.Update(text, growing: false);
        Assert.Equal(splitter.Blocks.Select(Whole), _page.Blocks);
    }

    [Fact]
    public void A_word_more_costs_little_more_than_the_word()
    {
        var written = new WrittenBlocks(() => { });
        Write(written, "> 1. Quoted *and* counted", isGrowing: true);
        Assert.InRange(Write(written, "> 1. Quoted *and* counted on", isGrowing: true), 3, 8);
        Assert.Equal(0, Write(written, "> 1. Quoted *and* counted on", isGrowing: true));
    }

    /// <summary>The answer that the bench measures, five words at a time; what each message of the page's socket needs besides is ten bytes.</summary>
    [Fact]
    public async Task An_answer_costs_less_than_twice_its_text()
    {
        var once = await File.ReadAllTextAsync(Path.Combine(Repository(), "bench", "Chatbot.Bench", "Answers", "written.md"), Token);
        var text = string.Concat(Enumerable.Repeat($"{once.Trim()}\n\n", 20));
        var coloured = new SemaphoreSlim(0);
        var written = new WrittenBlocks(() => coloured.Release());
        var sent = 0;
        for (var length = 21; length < text.Length; length += 21) sent += 10 + Write(written, text[..length], isGrowing: true);
        sent += 10 + Write(written, text, isGrowing: false);
        while (!written.HasItsColours)
        {
            await coloured.WaitAsync(Token);
            sent += 10 + Write(written, text, isGrowing: false);
        }

        Assert.Equal(20, _page.Colours.Count);
        Assert.InRange((double)sent / Encoding.UTF8.GetByteCount(text), 1, 1.9);
    }

    [Theory]
    [InlineData("```js\nlet a = '<b>'; // why\n```")]
    [InlineData("- one\n\n  ```\n  plain\n  ```\n\n- two\n\n  ```js\n  let a = '<b>'; // why\n  ```\n")]
    public async Task Code_that_is_whole_gets_its_colours(string text)
    {
        var coloured = new SemaphoreSlim(0);
        var written = new WrittenBlocks(() => coloured.Release());
        Write(written, text[..^3], isGrowing: true);
        Assert.Empty(_page.Colours);
        Write(written, text, isGrowing: false);
        if (!written.HasItsColours) await coloured.WaitAsync(Token);
        Write(written, text, isGrowing: false);
        Assert.True(written.HasItsColours);
        var (block, which, runs) = Assert.Single(_page.Colours);
        var code = _page.Body.Children[block].QuerySelectorAll("pre > code")[which].TextContent;
        Assert.Equal("let a = '<b>'; // why", code.TrimEnd());
        var start = 0;
        var parts = runs.Select(run => (Text: code[start..(start += run.Length)], run.Letter)).ToList();
        Assert.Contains(("'<b>'", 's'), parts);
        Assert.Contains(parts, part => part.Letter == 'k');
        Assert.Equal(code, string.Concat(parts.Select(part => part.Text)));
    }

    private static string Repository([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "..", ".."));

    // Half a sign is sent as the mark of one that is broken.
    private static string Whole(MarkdownBlock block) => DrawnFrames.Parsed(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(SafeMarkdown.ToHtml(block))));

    // How many bytes it took.
    private int Write(WrittenBlocks written, string text, bool isGrowing)
    {
        _bytes.ResetWrittenCount();
        written.Write(_bytes, text, isGrowing);
        _page.Read(_bytes.WrittenSpan);
        return _bytes.WrittenCount;
    }
}
