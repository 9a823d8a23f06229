namespace Chatbot.Web.Rendering.Mathematics;

/// <summary>A formula as MathML, which browsers draw by themselves.</summary>
internal static class MathMl
{
    private const int Longest = 6000;

    /// <summary>Null where the formula can't be drawn: its source is shown then.</summary>
    public static string? From(string source, bool isDisplay)
    {
        if (source.Length > Longest || string.IsNullOrWhiteSpace(source)) return null;
        return new MathParser(source).Parse() is { } markup ? $"<math{(isDisplay ? " display=\"block\"" : "")}>{markup}</math>" : null;
    }
}
