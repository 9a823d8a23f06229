namespace Chatbot.Web.Rendering.Mathematics;

/// <summary>Markup of a part of a formula, and how indices stand at it.</summary>
/// <param name="HasLimits">Below and above instead of beside.</param>
/// <param name="IsFunction">A name that stands a little apart from what it is of.</param>
internal readonly record struct MathPiece(string Markup, bool HasLimits = false, bool IsFunction = false)
{
    public static implicit operator MathPiece(string markup) => new(markup);
}
