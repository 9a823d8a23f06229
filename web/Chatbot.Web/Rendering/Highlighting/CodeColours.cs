namespace Chatbot.Web.Rendering.Highlighting;

/// <summary>Which of a handful of colours a piece of code has, by the scopes that its grammar gives: the innermost one that says something counts.</summary>
internal static class CodeColours
{
    private const string Comment = "tok-c";
    private const string Text = "tok-s";
    private const string Keyword = "tok-k";
    private const string Constant = "tok-n";
    private const string Function = "tok-f";
    private const string Type = "tok-t";
    private const string Property = "tok-p";

    // The first that fits; null is plain, whatever stands around it.
    private static readonly (string Scope, string? Class)[] Rules =
    [
        ("meta.embedded", null),
        ("meta.interpolation", null),
        ("meta.template.expression", null),
        ("comment", Comment),
        ("punctuation.definition.comment", Comment),
        ("constant.character.escape", Constant),
        ("string", Text),
        ("markup.inserted", Text),
        ("markup.deleted", Constant),
        ("markup.heading", Keyword),
        ("constant", Constant),
        ("support.constant", Constant),
        ("support.type.property-name", Property),
        ("entity.other.attribute-name", Property),
        ("entity.name.function", Function),
        ("support.function", Function),
        ("meta.function-call.generic", Function),
        ("entity.name.tag", Type),
        ("entity.name", Type),
        ("entity.other.inherited-class", Type),
        ("support.type", Type),
        ("support.class", Type),
        ("storage", Keyword),
        ("variable.language", Keyword),
    ];

    public static string? Of(IReadOnlyList<string> scopes, ReadOnlySpan<char> text)
    {
        for (var index = scopes.Count - 1; index > 0; index--)
        {
            var scope = scopes[index];
            // "and" and "new" are words of the language, "+" is not.
            if (Is(scope, "keyword")) return !Is(scope, "keyword.operator") || (text.Length > 0 && char.IsLetter(text[0])) ? Keyword : null;
            foreach (var (name, colour) in Rules)
            {
                if (Is(scope, name)) return colour;
            }
        }

        return null;
    }

    // "string.quoted.double" is a "string", "strings" is not.
    private static bool Is(string scope, string name) =>
        scope.StartsWith(name, StringComparison.Ordinal) && (scope.Length == name.Length || scope[name.Length] == '.');
}
