namespace Chatbot.Web.Rendering.Mathematics;

internal enum MathTokenKind
{
    End,
    Letter,
    Number,

    /// <summary>A word after a backslash, or the one character there: <c>\frac</c>, <c>\,</c>.</summary>
    Command,
    Symbol,
    Open,
    Close,
    Sub,
    Sup,

    /// <summary>Between two cells.</summary>
    Cell,

    /// <summary>Between two rows.</summary>
    Line,
}

/// <param name="Text">Of a command, without its backslash.</param>
internal readonly record struct MathToken(MathTokenKind Kind, string Text)
{
    public bool IsCommand(string name) => Kind == MathTokenKind.Command && Text == name;

    public bool IsSymbol(char symbol) => Kind == MathTokenKind.Symbol && Text.Length == 1 && Text[0] == symbol;
}
