namespace Chatbot.Web.Rendering.Mathematics;

/// <summary>What stands behind a backslash.</summary>
internal sealed partial class MathParser
{
    private const string Upright = "mathrm";

    private MathPiece Command(string name)
    {
        if (MathSymbols.Identifiers.TryGetValue(name, out var letter)) return MathMarkup.Identifier(letter);
        if (MathSymbols.Upright.TryGetValue(name, out var upright)) return MathMarkup.Identifier(upright, upright: true);
        if (MathSymbols.Operators.TryGetValue(name, out var sign)) return MathMarkup.Operator(sign);
        if (MathSymbols.Large.TryGetValue(name, out var large)) return new(MathMarkup.Operator(large, "movablelimits=\"true\""), HasLimits: true);
        if (MathSymbols.Integrals.TryGetValue(name, out var integral)) return MathMarkup.Operator(integral);
        if (MathSymbols.Functions.Contains(name)) return new(MathMarkup.Identifier(name), IsFunction: true);
        if (MathSymbols.Limits.Contains(name)) return Limit(name switch { "limsup" => "lim sup", "liminf" => "lim inf", "argmax" => "arg max", "argmin" => "arg min", _ => name });
        if (MathSymbols.Delimiters.TryGetValue(name, out var delimiter)) return MathMarkup.Operator(delimiter, "stretchy=\"false\"");
        if (MathSymbols.Spaces.TryGetValue(name, out var width)) return MathMarkup.Space(width);
        if (MathSymbols.Characters.TryGetValue(name, out var character)) return MathMarkup.Text(character);
        if (MathSymbols.Accents.TryGetValue(name, out var accent)) return Accent(name, accent);
        if (MathSymbols.Underneath.TryGetValue(name, out var line)) return new($"<munder>{Argument()}{MathMarkup.Operator(line, "stretchy=\"true\"")}</munder>", HasLimits: name == "underbrace");
        if (MathAlphabets.Has(name) || name is Upright or "mathit" or "mathnormal") return Shaped(name);
        return Structure(name);
    }

    private MathPiece Structure(string name) => name switch
    {
        "frac" or "tfrac" => $"<mfrac>{Argument()}{Argument()}</mfrac>",
        "dfrac" or "cfrac" => $"<mstyle displaystyle=\"true\"><mfrac>{Argument()}{Argument()}</mfrac></mstyle>",
        "binom" or "dbinom" or "tbinom" => $"<mrow>{MathMarkup.Fence("(")}<mfrac linethickness=\"0\">{Argument()}{Argument()}</mfrac>{MathMarkup.Fence(")")}</mrow>",
        "sqrt" => Root(),
        "text" or "textrm" or "textnormal" or "mbox" or "textbf" or "textit" or "texttt" or "textsf" => Text(),
        "operatorname" => OperatorName(),
        "overset" or "stackrel" => Over(),
        "underset" => Under(),
        "xrightarrow" => $"<mover>{MathMarkup.Operator("→", "stretchy=\"true\"")}{Argument()}</mover>",
        "xleftarrow" => $"<mover>{MathMarkup.Operator("←", "stretchy=\"true\"")}{Argument()}</mover>",
        "phantom" => $"<mphantom>{Argument()}</mphantom>",
        "boxed" or "fbox" => $"<mrow class=\"math-box\">{Argument()}</mrow>",
        "tag" => $"{MathMarkup.Space("2")}{MathMarkup.Text($"({_reader.RawGroup() ?? ""})")}",
        "not" => Not(),
        "left" => Fenced(),
        "big" or "Big" or "bigg" or "Bigg" or "bigl" or "bigr" or "Bigl" or "Bigr" or "biggl" or "biggr" or "Biggl" or "Biggr" or "bigm" or "Bigm" => Big(),
        "begin" => Environment(),
        "bmod" => MathMarkup.Operator("mod", "lspace=\"0.222em\" rspace=\"0.222em\""),
        "pmod" => $"{MathMarkup.Space("1")}<mrow>{MathMarkup.Operator("(", "stretchy=\"false\"")}{MathMarkup.Identifier("mod")}{MathMarkup.Space("0.333")}{Argument()}{MathMarkup.Operator(")", "stretchy=\"false\"")}</mrow>",
        "mod" => $"{MathMarkup.Space("1")}{MathMarkup.Identifier("mod")}{MathMarkup.Space("0.333")}",
        " " or "\n" => MathMarkup.Space("0.333"),
        "displaystyle" or "textstyle" or "scriptstyle" or "nonumber" or "notag" or "middle" => name == "middle" ? Middle() : "",
        _ => Failed(),
    };

    private static MathPiece Limit(string words) => new(MathMarkup.Operator(words, "movablelimits=\"true\" lspace=\"0em\" rspace=\"0.167em\" stretchy=\"false\""), HasLimits: true);

    private MathPiece Accent(string name, string accent)
    {
        var grows = name.StartsWith("over", StringComparison.Ordinal) || name.StartsWith("wide", StringComparison.Ordinal);
        return new($"<mover accent=\"true\">{Argument()}{MathMarkup.Operator(accent, grows ? "stretchy=\"true\"" : "stretchy=\"false\"")}</mover>", HasLimits: name == "overbrace");
    }

    private MathPiece Shaped(string name)
    {
        var before = _alphabet;
        _alphabet = name;
        var markup = Argument();
        _alphabet = before;
        return markup;
    }

    private string Root()
    {
        if (!_reader.Peek().IsSymbol('[')) return $"<msqrt>{Argument()}</msqrt>";
        _reader.Next();
        var degree = Row(token => token.IsSymbol(']'));
        _reader.Next();
        return $"<mroot>{Argument()}{degree}</mroot>";
    }

    private MathPiece Text()
    {
        if (_reader.RawGroup() is not { } text || text.Contains('\\', StringComparison.Ordinal) || text.Contains('{', StringComparison.Ordinal)) return Failed();
        // A formula inside of a text is not read.
        return text.Contains('$', StringComparison.Ordinal) ? Failed() : MathMarkup.Text(text);
    }

    private MathPiece OperatorName()
    {
        var hasLimits = _reader.Peek().IsSymbol('*');
        if (hasLimits) _reader.Next();
        if (_reader.RawGroup() is not { Length: > 0 } name || !name.All(character => char.IsLetterOrDigit(character) || character is ' ' or '-')) return Failed();
        return hasLimits ? Limit(name) : new(MathMarkup.Identifier(name, upright: true), IsFunction: true);
    }

    private string Over()
    {
        var above = Argument();
        return $"<mover>{Argument()}{above}</mover>";
    }

    private string Under()
    {
        var below = Argument();
        return $"<munder>{Argument()}{below}</munder>";
    }

    private MathPiece Not()
    {
        var next = Argument();
        return next.StartsWith("<mo", StringComparison.Ordinal) && next.EndsWith("</mo>", StringComparison.Ordinal) ? $"{next[..^5]}&#824;</mo>" : Failed();
    }
}
