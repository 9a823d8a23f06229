using System.Net;

namespace Chatbot.Web.Rendering.Mathematics;

/// <summary>The elements of a formula. What comes from its source gets into one only here, and encoded.</summary>
internal static class MathMarkup
{
    public const string Nothing = "<mrow></mrow>";

    public static string Identifier(string text, bool upright = false) => $"<mi{(upright && text.Length == 1 ? " mathvariant=\"normal\"" : "")}>{Encoded(text)}</mi>";

    public static string Number(string text) => $"<mn>{Encoded(text)}</mn>";

    /// <param name="attributes">Of this code, never of the source.</param>
    public static string Operator(string text, string attributes = "") => $"<mo{(attributes.Length > 0 ? " " : "")}{attributes}>{Encoded(text)}</mo>";

    /// <summary>Spaces at the ends would be dropped.</summary>
    public static string Text(string text) => $"<mtext>{Encoded(Held(text))}</mtext>";

    /// <param name="width">In em.</param>
    public static string Space(string width) => $"<mspace width=\"{width}em\"></mspace>";

    public static string Row(IReadOnlyList<string> pieces) => pieces.Count == 1 ? pieces[0] : $"<mrow>{string.Concat(pieces)}</mrow>";

    public static string Fence(string text) => text.Length == 0 ? "" : Operator(text, "fence=\"true\" stretchy=\"true\"");

    private static string Held(string text)
    {
        var trimmed = text.Trim(' ');
        if (trimmed.Length == text.Length) return text;
        return $"{(text.StartsWith(' ') ? "\u00a0" : "")}{trimmed}{(text.EndsWith(' ') && trimmed.Length > 0 ? "\u00a0" : "")}";
    }

    private static string Encoded(string text) => WebUtility.HtmlEncode(text);
}
