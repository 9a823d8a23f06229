using Chatbot.Web.Rendering.Highlighting;

namespace Chatbot.Web.Tests.Rendering;

public sealed class CodeHighlighterTests
{
    // A busy machine reads a grammar slowly.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData("python", "def add(a):\n    return 'x' # why\n")]
    [InlineData("csharp", "public int Add(int a)\n{\n    return \"x\"; // why\n}\n")]
    [InlineData("js", "function add(a) {\n  return 'x'; // why\n}\n")]
    public async Task Words_texts_and_comments_have_colours_and_nothing_is_lost(string language, string code)
    {
        var lines = await CodeHighlighter.LinesAsync(code, language, Patience, TestContext.Current.CancellationToken);
        var runs = lines!.SelectMany(line => line).ToList();
        Assert.Equal(code, string.Concat(runs.Select(run => run.Text)));
        Assert.Contains(runs, run => run.Class == "tok-k" && run.Text.Contains("return", StringComparison.Ordinal));
        Assert.Contains(runs, run => run.Class == "tok-s" && run.Text.Contains('x'));
        Assert.Contains(runs, run => run.Class == "tok-c" && run.Text.Contains("why", StringComparison.Ordinal));
        Assert.Contains(runs, run => run.Class == "tok-f" && run.Text.Contains("dd", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("c#")]
    [InlineData("cs")]
    [InlineData("typescript")]
    [InlineData("ts")]
    [InlineData("bash")]
    [InlineData("shell")]
    [InlineData("json")]
    [InlineData("yaml")]
    [InlineData("html")]
    [InlineData("css")]
    [InlineData("sql")]
    [InlineData("go")]
    [InlineData("rust")]
    [InlineData("java")]
    [InlineData("cpp")]
    [InlineData("dockerfile")]
    public async Task Names_that_models_use_are_known(string language) => Assert.NotNull(await CodeHighlighter.LinesAsync("x", language, cancellationToken: TestContext.Current.CancellationToken));

    [Theory]
    [InlineData("nonsense")]
    [InlineData("text")]
    [InlineData(null)]
    [InlineData("../../etc/passwd")]
    public async Task An_unknown_language_is_plain(string? language) => Assert.Null(await CodeHighlighter.LinesAsync("let a = 1;", language, cancellationToken: TestContext.Current.CancellationToken));

    [Fact]
    public async Task Large_code_is_plain_and_a_long_line_keeps_its_text()
    {
        Assert.Null(await CodeHighlighter.LinesAsync(new string('x', 50_001), "js", cancellationToken: TestContext.Current.CancellationToken));
        var code = $"let a = 1;\n{new string('(', 3000)}\nlet b = 2;";
        var lines = await CodeHighlighter.LinesAsync(code, "js", Patience, TestContext.Current.CancellationToken);
        Assert.Equal(code, string.Concat(lines!.SelectMany(line => line).Select(run => run.Text)));
        Assert.Null(Assert.Single(lines![1]).Class);
    }
}
