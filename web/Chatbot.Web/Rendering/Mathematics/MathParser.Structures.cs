using System.Text;

namespace Chatbot.Web.Rendering.Mathematics;

/// <summary>Brackets that grow, and what has rows.</summary>
internal sealed partial class MathParser
{
    private const int MostCells = 1000;

    private MathPiece Fenced()
    {
        var open = Delimiter();
        var inner = Row(token => token.IsCommand("right"));
        _reader.Next();
        return $"<mrow>{MathMarkup.Fence(open)}{inner}{MathMarkup.Fence(Delimiter())}</mrow>";
    }

    private string Middle() => MathMarkup.Fence(Delimiter());

    private string Big() => MathMarkup.Operator(Delimiter(), "stretchy=\"false\"");

    // "." is a side without a bracket.
    private string Delimiter()
    {
        var token = _reader.Next();
        if (token.Kind == MathTokenKind.Symbol && token.Text is "(" or ")" or "[" or "]" or "|" or "/" or "." or "<" or ">") return token.Text switch { "." => "", "<" => "⟨", ">" => "⟩", _ => token.Text };
        if (token.Kind == MathTokenKind.Command && MathSymbols.Delimiters.TryGetValue(token.Text, out var delimiter)) return delimiter;
        Fail();
        return "";
    }

    private MathPiece Environment()
    {
        var name = _reader.RawGroup();
        switch (name?.TrimEnd('*'))
        {
            case "matrix" or "smallmatrix": return Table("", "", []);
            case "pmatrix": return Table("(", ")", []);
            case "bmatrix": return Table("[", "]", []);
            case "Bmatrix": return Table("{", "}", []);
            case "vmatrix": return Table("|", "|", []);
            case "Vmatrix": return Table("‖", "‖", []);
            case "cases": return Table("{", "", ['l', 'l']);
            case "rcases": return Table("", "}", ['l', 'l']);
            case "aligned" or "align" or "split" or "alignedat" or "eqnarray": return Table("", "", ['r', 'l', 'r', 'l', 'r', 'l', 'r', 'l'], isDisplay: true);
            case "gathered" or "gather" or "equation" or "multline": return Table("", "", [], isDisplay: true);
            case "array": return _reader.RawGroup() is { } columns ? Table("", "", [.. columns.Where(char.IsAsciiLetter)]) : Failed();
            default: return Failed();
        }
    }

    private MathPiece Table(string open, string close, char[] columns, bool isDisplay = false)
    {
        var rows = new StringBuilder();
        var cells = 0;
        while (!_failed)
        {
            while (_reader.Peek().IsCommand("hline")) _reader.Next();
            if (_reader.Peek().IsCommand("end")) break;
            rows.Append("<mtr>");
            for (var column = 0; !_failed; column++)
            {
                if (++cells > MostCells) Fail();
                rows.Append(Side(columns, column)).Append(Row(EndsCell)).Append("</mtd>");
                if (_reader.Peek().Kind != MathTokenKind.Cell) break;
                _reader.Next();
            }

            rows.Append("</mtr>");
            if (_reader.Peek().Kind == MathTokenKind.Line) _reader.Next();
        }

        _reader.Next();
        if (_reader.RawGroup() is null) Fail();
        var table = $"<mtable{(isDisplay ? " displaystyle=\"true\"" : "")}>{rows}</mtable>";
        return open.Length + close.Length == 0 ? table : $"<mrow>{MathMarkup.Fence(open)}{table}{MathMarkup.Fence(close)}</mrow>";
    }

    private static bool EndsCell(MathToken token) => token.Kind is MathTokenKind.Cell or MathTokenKind.Line || token.IsCommand("end");

    private static string Side(char[] columns, int column) => (column < columns.Length ? columns[column] : 'c') switch
    {
        'l' => "<mtd class=\"math-left\">",
        'r' => "<mtd class=\"math-right\">",
        _ => "<mtd>",
    };
}
