using System.Collections.Frozen;

namespace Chatbot.Chat.Files;

/// <summary>
/// What a text is, by its name: that is all that a name decides. Markup that a browser would run (HTML, SVG, XML) stays plain text.
/// </summary>
internal static class TextKinds
{
    private static readonly FrozenDictionary<string, string> Known = new Dictionary<string, string>
    {
        ["md"] = "markdown",
        ["markdown"] = "markdown",
        ["csv"] = "csv",
        ["tsv"] = "tab-separated-values",
        ["c"] = "x-c",
        ["h"] = "x-c",
        ["cpp"] = "x-c++",
        ["cc"] = "x-c++",
        ["hpp"] = "x-c++",
        ["cs"] = "x-csharp",
        ["css"] = "css",
        ["dart"] = "x-dart",
        ["ex"] = "x-elixir",
        ["fs"] = "x-fsharp",
        ["go"] = "x-go",
        ["hs"] = "x-haskell",
        ["ini"] = "x-ini",
        ["java"] = "x-java",
        ["js"] = "x-javascript",
        ["json"] = "x-json",
        ["jsx"] = "x-javascript",
        ["kt"] = "x-kotlin",
        ["lua"] = "x-lua",
        ["mjs"] = "x-javascript",
        ["php"] = "x-php",
        ["pl"] = "x-perl",
        ["ps1"] = "x-powershell",
        ["py"] = "x-python",
        ["r"] = "x-r",
        ["rb"] = "x-ruby",
        ["rs"] = "x-rust",
        ["scala"] = "x-scala",
        ["sh"] = "x-shellscript",
        ["sql"] = "x-sql",
        ["swift"] = "x-swift",
        ["toml"] = "x-toml",
        ["ts"] = "x-typescript",
        ["tsx"] = "x-typescript",
        ["vb"] = "x-vb",
        ["yaml"] = "x-yaml",
        ["yml"] = "x-yaml",
    }.ToFrozenDictionary();

    public static FileType Of(string name)
    {
        var extension = Path.GetExtension(name).TrimStart('.').ToLowerInvariant();
        return Known.TryGetValue(extension, out var kind) ? new FileType($"text/{kind}", extension) : FileType.Plain;
    }
}
