using System.Xml;

namespace Chatbot.Web.Rendering;

/// <summary>An element, or a text, of markup that our own renderer has written.</summary>
/// <param name="Name">Of an element; null for a text.</param>
/// <param name="Text">The text; of a formula all of its markup.</param>
internal sealed record MarkupNode(string? Name, string Text, IReadOnlyList<(string Name, string Value)> Attributes, IReadOnlyList<MarkupNode> Children)
{
    /// <summary>The name of a formula, which stays in one piece: its elements are of another kind than those of HTML.</summary>
    public const string Formula = "math";

    private static readonly XmlReaderSettings Settings = new()
    {
        ConformanceLevel = ConformanceLevel.Fragment,
        CheckCharacters = false, // A model may say any of them; browsers show none.
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
    };

    /// <exception cref="XmlException">It is not as our renderer writes it.</exception>
    public static IReadOnlyList<MarkupNode> Parse(string html)
    {
        using var reader = XmlReader.Create(new StringReader(html), Settings);
        reader.Read();
        return ReadNodes(reader);
    }

    // Up to the end of the element that they stand in.
    private static List<MarkupNode> ReadNodes(XmlReader reader)
    {
        var nodes = new List<MarkupNode>();
        while (!reader.EOF && reader.NodeType != XmlNodeType.EndElement)
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                nodes.Add(new MarkupNode(null, reader.Value, [], []));
                reader.Read();
            }
            else if (reader.Name == Formula)
            {
                nodes.Add(new MarkupNode(Formula, reader.ReadOuterXml(), [], []));
            }
            else
            {
                nodes.Add(ReadElement(reader));
            }
        }

        return nodes;
    }

    private static MarkupNode ReadElement(XmlReader reader)
    {
        var (name, isEmpty, attributes) = (reader.Name, reader.IsEmptyElement, new List<(string, string)>());
        while (reader.MoveToNextAttribute()) attributes.Add((reader.Name, reader.Value));
        reader.Read();
        if (isEmpty) return new MarkupNode(name, "", attributes, []);
        var children = ReadNodes(reader);
        reader.ReadEndElement();
        return new MarkupNode(name, "", attributes, children);
    }
}
