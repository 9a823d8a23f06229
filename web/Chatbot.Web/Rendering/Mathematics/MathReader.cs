using System.Text;

namespace Chatbot.Web.Rendering.Mathematics;

/// <summary>The source of a formula, token by token; spaces mean nothing there.</summary>
internal sealed class MathReader(string source)
{
    private int _position;

    public MathToken Peek()
    {
        var before = _position;
        var token = Next();
        _position = before;
        return token;
    }

    public MathToken Next()
    {
        SkipSpace();
        if (_position >= source.Length) return new(MathTokenKind.End, "");
        var character = source[_position];
        if (character == '\\') return Command();
        if (char.IsAsciiDigit(character)) return Number();
        var rune = Rune.TryGetRuneAt(source, _position, out var found) ? found : Rune.ReplacementChar;
        var text = source.Substring(_position, Math.Min(rune.Utf16SequenceLength, source.Length - _position));
        _position += text.Length;
        return character switch
        {
            '{' => new(MathTokenKind.Open, text),
            '}' => new(MathTokenKind.Close, text),
            '_' => new(MathTokenKind.Sub, text),
            '^' => new(MathTokenKind.Sup, text),
            '&' => new(MathTokenKind.Cell, text),
            _ => new(Rune.IsLetter(rune) ? MathTokenKind.Letter : MathTokenKind.Symbol, text),
        };
    }

    /// <summary>What stands between braces, as it is, spaces too; null where there are none.</summary>
    public string? RawGroup()
    {
        SkipSpace();
        if (_position >= source.Length || source[_position] != '{') return null;
        var depth = 0;
        for (var end = _position; end < source.Length; end++)
        {
            if (source[end] == '\\') end++;
            else if (source[end] == '{') depth++;
            else if (source[end] == '}' && --depth == 0)
            {
                var raw = source[(_position + 1)..end];
                _position = end + 1;
                return raw;
            }
        }

        return null;
    }

    // "\\[4pt]" is a line with more room; "\\ [a, b]" begins with a bracket.
    private MathToken Command()
    {
        var start = ++_position;
        while (_position < source.Length && char.IsAsciiLetter(source[_position])) _position++;
        if (_position > start) return new(MathTokenKind.Command, source[start.._position]);
        if (_position >= source.Length) return new(MathTokenKind.Command, "");
        var character = source[_position++];
        if (character != '\\') return new(MathTokenKind.Command, character.ToString());
        if (_position < source.Length && source[_position] == '[' && source.IndexOf(']', _position) is > 0 and var end && end - _position < 10) _position = end + 1;
        return new(MathTokenKind.Line, "\\\\");
    }

    // The point or comma of a number has a digit behind it.
    private MathToken Number()
    {
        var start = _position;
        while (_position < source.Length && (char.IsAsciiDigit(source[_position]) || (source[_position] == '.' && _position + 1 < source.Length && char.IsAsciiDigit(source[_position + 1]))))
            _position++;
        return new(MathTokenKind.Number, source[start.._position]);
    }

    private void SkipSpace()
    {
        while (_position < source.Length && char.IsWhiteSpace(source[_position])) _position++;
    }
}
