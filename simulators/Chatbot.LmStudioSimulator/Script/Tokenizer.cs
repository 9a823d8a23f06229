using System.Text.RegularExpressions;

namespace Chatbot.LmStudioSimulator.Script;

/// <summary>Cuts text into pieces of about the size of a model's tokens; put together again they are the text.</summary>
internal static partial class Tokenizer
{
    public static IEnumerable<string> Split(string text) => Pieces().Matches(text).Select(match => match.Value);

    public static int Count(string text) => Pieces().Count(text);

    // A word with the blank before it, in pieces of at most eight characters; or blanks by themselves. Never inside a surrogate pair.
    [GeneratedRegex(@"[ ]?(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|[^\s\uD800-\uDBFF]){1,8}|\s+|[\uD800-\uDBFF]", RegexOptions.CultureInvariant)]
    private static partial Regex Pieces();
}
