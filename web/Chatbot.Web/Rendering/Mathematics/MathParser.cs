namespace Chatbot.Web.Rendering.Mathematics;

/// <summary>
/// Reads a formula in the usual subset of LaTeX into MathML. It never throws: what it does not know makes the whole fail,
/// and the source is shown instead.
/// </summary>
internal sealed partial class MathParser(string source)
{
    private const int Deepest = 40;
    private const int Most = 4000;

    private readonly MathReader _reader = new(source);
    private string? _alphabet;
    private int _depth;
    private int _count;
    private bool _failed;

    /// <summary>Null where the source holds something unknown, unfinished or too much.</summary>
    public string? Parse()
    {
        var row = Row(token => token.Kind == MathTokenKind.End);
        return _failed || _reader.Peek().Kind != MathTokenKind.End ? null : row;
    }

    private string Row(Func<MathToken, bool> ends)
    {
        var pieces = new List<string>();
        if (++_depth > Deepest) Fail();
        while (!_failed)
        {
            var token = _reader.Peek();
            if (ends(token)) break;
            if (token.Kind == MathTokenKind.End) Fail();
            else pieces.Add(Item());
        }

        _depth--;
        return pieces.Count == 0 ? MathMarkup.Nothing : MathMarkup.Row(pieces);
    }

    // Something with the indices and primes that follow it.
    private string Item()
    {
        if (++_count > Most) Fail();
        var first = _reader.Peek();
        var piece = first.Kind is MathTokenKind.Sub or MathTokenKind.Sup ? MathMarkup.Nothing : Atom();
        var (below, above) = ((string?)null, (string?)null);
        while (!_failed)
        {
            var token = _reader.Peek();
            if (token.IsSymbol('\''))
            {
                _reader.Next();
                above += MathMarkup.Operator("′");
            }
            else if (token.IsCommand("limits") || token.IsCommand("nolimits"))
            {
                _reader.Next();
                piece = piece with { HasLimits = token.Text == "limits" };
            }
            else if (token.Kind == MathTokenKind.Sub && below is null)
            {
                _reader.Next();
                below = Argument();
            }
            else if (token.Kind == MathTokenKind.Sup && (above is null || above.EndsWith("′</mo>", StringComparison.Ordinal) || above.EndsWith("&#8242;</mo>", StringComparison.Ordinal)))
            {
                _reader.Next();
                above += Argument();
            }
            else
            {
                if (token.Kind is MathTokenKind.Sub or MathTokenKind.Sup) Fail();
                break;
            }
        }

        var markup = Scripted(piece, below, above is null ? null : $"<mrow>{above}</mrow>");
        return piece.IsFunction && StandsApart(_reader.Peek()) ? markup + MathMarkup.Space("0.167") : markup;
    }

    private static string Scripted(MathPiece piece, string? below, string? above) => (below, above, piece.HasLimits) switch
    {
        (null, null, _) => piece.Markup,
        ({ }, null, true) => $"<munder>{piece.Markup}{below}</munder>",
        (null, { }, true) => $"<mover>{piece.Markup}{above}</mover>",
        ({ }, { }, true) => $"<munderover>{piece.Markup}{below}{above}</munderover>",
        ({ }, null, false) => $"<msub>{piece.Markup}{below}</msub>",
        (null, { }, false) => $"<msup>{piece.Markup}{above}</msup>",
        ({ }, { }, false) => $"<msubsup>{piece.Markup}{below}{above}</msubsup>",
    };

    private static bool StandsApart(MathToken next) =>
        next.Kind is MathTokenKind.Letter or MathTokenKind.Number || (next.Kind == MathTokenKind.Command && !MathSymbols.Spaces.ContainsKey(next.Text) && next.Text is not ("left" or "right" or "big" or "Big"));

    /// <summary>A group in braces, or the one thing that comes next.</summary>
    private string Argument()
    {
        var token = _reader.Peek();
        if (token.Kind is MathTokenKind.End or MathTokenKind.Close or MathTokenKind.Sub or MathTokenKind.Sup or MathTokenKind.Cell or MathTokenKind.Line) Fail();
        if (_failed) return "";
        // "x^23" is a 2 above and a 3 behind, but nobody means it.
        if (++_depth > Deepest) Fail();
        var markup = _failed ? "" : Atom().Markup;
        _depth--;
        return markup;
    }

    private MathPiece Atom()
    {
        var token = _reader.Next();
        return token.Kind switch
        {
            MathTokenKind.Letter => MathMarkup.Identifier(MathAlphabets.Shape(_alphabet, token.Text), _alphabet == Upright),
            MathTokenKind.Number => MathMarkup.Number(MathAlphabets.Shape(_alphabet, token.Text)),
            MathTokenKind.Open => Group(),
            MathTokenKind.Symbol => Symbol(token.Text),
            MathTokenKind.Command => Command(token.Text),
            _ => Failed(),
        };
    }

    private string Group()
    {
        var row = Row(token => token.Kind == MathTokenKind.Close);
        _reader.Next();
        return row;
    }

    // In TeX a bracket has one size unless it is asked to grow.
    private static string Symbol(string text) => text switch
    {
        "-" => MathMarkup.Operator("−"),
        "*" => MathMarkup.Operator("∗"),
        "~" => MathMarkup.Space("0.333"),
        "(" or ")" or "[" or "]" or "|" or "/" => MathMarkup.Operator(text, "stretchy=\"false\""),
        _ => MathMarkup.Operator(text),
    };

    private MathPiece Failed()
    {
        Fail();
        return "";
    }

    private void Fail() => _failed = true;
}
