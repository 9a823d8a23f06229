namespace Chatbot.Web.Rendering.Mathematics;

/// <summary>Letters in other shapes, <c>\mathbb{R}</c>: Unicode has them as characters of their own, some in other places.</summary>
internal static class MathAlphabets
{
    private static readonly Dictionary<string, (int Upper, int Lower, int Digit, string Elsewhere)> Known = new(StringComparer.Ordinal)
    {
        ["mathbf"] = (0x1D400, 0x1D41A, 0x1D7CE, ""),
        ["boldsymbol"] = (0x1D468, 0x1D482, 0x1D7CE, ""),
        ["bm"] = (0x1D468, 0x1D482, 0x1D7CE, ""),
        ["mathbb"] = (0x1D538, 0x1D552, 0x1D7D8, "CℂHℍNℕPℙQℚRℝZℤ"),
        ["mathcal"] = (0x1D49C, 0x1D4B6, 0, "BℬEℰFℱHℋIℐLℒMℳRℛeℯgℊoℴ"),
        ["mathscr"] = (0x1D49C, 0x1D4B6, 0, "BℬEℰFℱHℋIℐLℒMℳRℛeℯgℊoℴ"),
        ["mathfrak"] = (0x1D504, 0x1D51E, 0, "CℭHℌIℑRℜZℨ"),
        ["mathsf"] = (0x1D5A0, 0x1D5BA, 0x1D7E2, ""),
        ["mathtt"] = (0x1D670, 0x1D68A, 0x1D7F6, ""),
    };

    public static bool Has(string name) => Known.ContainsKey(name);

    /// <summary>The characters that the alphabet has not stay as they are.</summary>
    public static string Shape(string? name, string text) =>
        name is not null && Known.TryGetValue(name, out var alphabet) ? string.Concat(text.Select(character => Shape(alphabet, character))) : text;

    private static string Shape((int Upper, int Lower, int Digit, string Elsewhere) alphabet, char character)
    {
        var index = alphabet.Elsewhere.IndexOf(character, StringComparison.Ordinal);
        if (index >= 0 && char.IsAsciiLetter(character)) return alphabet.Elsewhere[index + 1].ToString();
        return character switch
        {
            >= 'A' and <= 'Z' => char.ConvertFromUtf32(alphabet.Upper + character - 'A'),
            >= 'a' and <= 'z' => char.ConvertFromUtf32(alphabet.Lower + character - 'a'),
            >= '0' and <= '9' when alphabet.Digit > 0 => char.ConvertFromUtf32(alphabet.Digit + character - '0'),
            _ => character.ToString(),
        };
    }
}
