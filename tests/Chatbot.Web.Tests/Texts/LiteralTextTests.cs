using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Chatbot.Web.Tests.Texts;

/// <summary>What people read stands in the resources: it can be found there, and be put into other words.</summary>
public sealed partial class LiteralTextTests
{
    private static readonly string Web = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "..", "web", "Chatbot.Web"));

    // The HTTP contract's words, and names that are the same in every language.
    private static readonly string[] Allowed = ["Send a message...", "qwen/qwen3-4b", "Q4_K_M"];

    // Questions by the contract, which a configuration replaces.
    private static readonly string[] Questions = [Path.Combine("Conversations", "SuggestionOptions.cs")];

    [Fact]
    public void No_component_says_anything_by_itself()
    {
        var said = Files("*.razor").SelectMany(file => RazorText.LiteralsOf(file.Text).Except(Allowed).Select(text => $"{file.Name}: {text}"));
        Assert.Empty(said);
    }

    [Fact]
    public void No_code_of_the_pages_has_a_sentence_in_it()
    {
        var folders = new[] { "Components", "Conversations", "Clients", "History", "ModelCatalog", "Rendering" };
        var said = Files("*.cs").Where(file => folders.Contains(file.Name.Split(Path.DirectorySeparatorChar)[0])).Where(file => !Questions.Contains(file.Name))
            .SelectMany(file => file.Text.Split('\n').Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal) && !line.Contains("Exception(\"", StringComparison.Ordinal) && !line.TrimStart().StartsWith("[LoggerMessage(", StringComparison.Ordinal))
                .Where(line => Sentence().IsMatch(line)).Select(line => $"{file.Name}: {line.Trim()}"));
        Assert.Empty(said);
    }

    [Fact]
    public void No_style_says_anything()
    {
        Assert.Empty(Files("*.css").Where(file => Content().IsMatch(file.Text)).Select(file => file.Name));
    }

    [Theory]
    [InlineData("<p>Try again</p>", "Try again")]
    [InlineData("@if (a > b)\n{\n    <p>@X.Y, then</p>\n}", ", then")]
    [InlineData("<button title=\"Close\" class=\"small\" @onclick=\"() => open = false\">@(open ? \"no\" : \"yes\")</button>", "Close")]
    [InlineData("<Dialog Title=\"Away\" Name=\"dialog\" />", "Away")]
    [InlineData("<b aria-label=\"@(a ? \"x\" : \"y\") more\"></b>", "more")]
    public void What_is_literal_is_found(string markup, string text) => Assert.Equal([text], RazorText.LiteralsOf(markup).Select(found => found.Trim()));

    [Theory]
    [InlineData("@page \"/login\"\n@attribute [AllowAnonymous]\n<h1>@Texts.Title</h1>")]
    [InlineData("@foreach (var key in keys){<kbd>@key</kbd>}\n@switch (choice)\n{\n    case Choice.One:\n        <br />\n        break;\n}")]
    [InlineData("@for (var at = 0; at < many; at++)\n{\n    var part = Parts[at];\n    if (part is One one && one.Length > 0)\n    {\n        <p title=\"@one?.Name\">@one?.Text</p>\n    }\n}")]
    [InlineData("@* words *@<p class=\"lead\">@string.Format(Culture, Texts.Of(\"x\"), a[0].B)</p> · ")]
    [InlineData("@if (a is { } b)\n{\n    <i />\n}\nelse if (c (d))\n{\n    <u />\n}\nelse\n{\n    <b>@piece.Text</b>\n}")]
    public void Code_is_no_text(string markup) => Assert.Empty(RazorText.LiteralsOf(markup));

    private static IEnumerable<(string Name, string Text)> Files(string pattern) =>
        Directory.EnumerateFiles(Web, pattern, SearchOption.AllDirectories)
            .Select(file => (Name: Path.GetRelativePath(Web, file), Path: file))
            .Where(file => file.Name.Split(Path.DirectorySeparatorChar)[0] is not ("obj" or "bin"))
            .Select(file => (file.Name, File.ReadAllText(file.Path)));

    private static string ThisFile([CallerFilePath] string path = "") => path;

    [GeneratedRegex("\"[A-Z][\\p{L}’'-]*( [\\p{L}’'0-9-]+)+[^\"]*[.!?…]\"")]
    private static partial Regex Sentence();

    [GeneratedRegex("content:\\s*[\"'][^\"']*\\p{L}{2,}")]
    private static partial Regex Content();
}
