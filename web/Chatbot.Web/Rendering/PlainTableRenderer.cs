using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;

namespace Chatbot.Web.Rendering;

/// <summary>Tables that scroll by themselves and are aligned by class: the page's policy allows no style attribute.</summary>
internal sealed class PlainTableRenderer : HtmlObjectRenderer<Table>
{
    protected override void Write(HtmlRenderer renderer, Table table)
    {
        renderer.EnsureLine();
        renderer.Write("<div class=\"table-scroll\" tabindex=\"0\"><table>");
        foreach (var row in table.OfType<TableRow>())
        {
            if (row.IsHeader) renderer.Write("<thead>");
            renderer.Write("<tr>");
            for (var column = 0; column < row.Count; column++) WriteCell(renderer, table, (TableCell)row[column], row.IsHeader ? "th" : "td", column);
            renderer.Write("</tr>");
            if (row.IsHeader) renderer.Write("</thead>");
        }

        renderer.Write("</table></div>");
        renderer.EnsureLine();
    }

    private static void WriteCell(HtmlRenderer renderer, Table table, TableCell cell, string tag, int column)
    {
        var alignment = column < table.ColumnDefinitions.Count ? table.ColumnDefinitions[column].Alignment : null;
        renderer.Write('<').Write(tag);
        if (alignment is TableColumnAlign.Right) renderer.Write(" class=\"right\"");
        if (alignment is TableColumnAlign.Center) renderer.Write(" class=\"center\"");
        renderer.Write('>');
        var implicitParagraph = renderer.ImplicitParagraph;
        renderer.ImplicitParagraph = true;
        renderer.Write(cell);
        renderer.ImplicitParagraph = implicitParagraph;
        renderer.Write("</").Write(tag).Write('>');
    }
}
