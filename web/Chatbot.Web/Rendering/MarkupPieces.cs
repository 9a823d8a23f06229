using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Chatbot.Web.Rendering;

/// <summary>
/// Markup that grows, as elements and short pieces of text: what is sent to the browser when a word has come is the last
/// piece, not the whole paragraph, list or table; and what a reader has marked stays marked.
/// </summary>
internal static class MarkupPieces
{
    private const int Short = 32;
    private const int Longest = 160;

    // Attributes come before children in an element's order; no element of ours has so many.
    private const int FirstChild = 16;

#pragma warning disable ASP0006 // The order here is that of the markup, and what stands at a place stays there while it grows.
    public static void Write(RenderTreeBuilder builder, IReadOnlyList<MarkupNode> nodes, Func<string, RenderFragment> asMarkup)
    {
        var sequence = FirstChild;
        foreach (var node in nodes)
        {
            if (node.Name is null)
            {
                foreach (var piece in Cut(node.Text)) builder.AddContent(sequence++, piece);
            }
            else if (node.Name == MarkupNode.Formula)
            {
                builder.AddContent(sequence++, asMarkup(node.Text));
            }
            else
            {
                builder.OpenElement(sequence++, node.Name);
                for (var index = 0; index < node.Attributes.Count; index++) builder.AddAttribute(index, node.Attributes[index].Name, node.Attributes[index].Value);
                Write(builder, node.Children, asMarkup);
                builder.CloseElement();
            }
        }
    }

#pragma warning restore ASP0006

    /// <summary>Pieces that stay the same when more text comes, except for the last: each ends with the first space after some letters.</summary>
    public static IEnumerable<string> Cut(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = start + Short >= text.Length ? -1 : text.IndexOfAny([' ', '\n'], start + Short);
            var length = end < 0 ? text.Length - start : end + 1 - start;
            if (length > Longest) length = Clusters(text.AsSpan(start));
            yield return text.Substring(start, length);
            start += length;
        }
    }

    // Of writings without spaces: what belongs to one sign is not parted.
    private static int Clusters(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < Longest && length < text.Length) length += StringInfo.GetNextTextElementLength(text[length..]);
        return length;
    }
}
