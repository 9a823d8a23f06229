namespace Chatbot.Web.Rendering.Highlighting;

/// <summary>Some characters of a line of code in one colour.</summary>
/// <param name="Class">One of <see cref="CodeColours"/>; null for plain text.</param>
internal readonly record struct CodeRun(string Text, string? Class);
