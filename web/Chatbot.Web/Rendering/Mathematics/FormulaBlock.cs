using System.Text;
using Markdig.Parsers;
using Markdig.Syntax;

namespace Chatbot.Web.Rendering.Mathematics;

/// <summary>A formula on lines of its own.</summary>
internal sealed class FormulaBlock(BlockParser parser, string opener, string closer) : LeafBlock(parser)
{
    private readonly StringBuilder _source = new();

    public string Opener { get; } = opener;

    public string Closer { get; } = closer;

    /// <summary>Its end has come.</summary>
    public bool IsWhole { get; set; }

    public string Source => _source.ToString();

    public bool IsEmpty => _source.Length == 0;

    public void Add(ReadOnlySpan<char> line)
    {
        if (_source.Length > 0) _source.Append('\n');
        _source.Append(line.Trim());
    }
}
