using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Chatbot.Web.Tests.Rendering;

public sealed partial class MarkupSinkTests
{
    [Fact]
    public void Only_the_sanitising_component_makes_markup()
    {
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "..", "web", "Chatbot.Web"));
        var sinks = Directory.EnumerateFiles(root, "*.*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".razor" or ".cs" or ".js")
            .Where(file => Sink().IsMatch(File.ReadAllText(file)))
            .Select(file => Path.GetRelativePath(root, file))
            .Where(file => !file.StartsWith("obj", StringComparison.Ordinal));
        Assert.Equal([Path.Combine("Components", "Markdown", "MarkdownHtml.razor.cs")], sinks);
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;

    [GeneratedRegex("MarkupString|AddMarkupContent|innerHTML|outerHTML|insertAdjacentHTML|document\\.write|HtmlString|Html\\.Raw")]
    private static partial Regex Sink();
}
