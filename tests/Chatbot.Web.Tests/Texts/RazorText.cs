using System.Text.RegularExpressions;

namespace Chatbot.Web.Tests.Texts;

/// <summary>What a component says by itself: words in its markup and in attributes that are read, without code and expressions.</summary>
internal static partial class RazorText
{
    private static readonly string[] Read = ["aria-label", "placeholder", "title", "alt", "label", "text", "hint"];

    public static IReadOnlyList<string> LiteralsOf(string source)
    {
        var found = new List<string>();
        var text = "";
        source = Comment().Replace(source, "");
        for (var at = 0; at < source.Length;)
        {
            if (source[at] == '<' && at + 1 < source.Length && (char.IsLetter(source[at + 1]) || source[at + 1] is '/' or '!'))
            {
                Say(Code().Replace(text, " "));
                text = "";
                at = Tag(source, at, found);
            }
            else if (source[at] == '@')
            {
                at = Expression(source, at);
            }
            else
            {
                text += source[at++];
            }
        }

        Say(Code().Replace(text, " "));
        return found;

        void Say(string words)
        {
            if (Word().IsMatch(words)) found.Add(words.Trim());
        }
    }

    // Behind its ">".
    private static int Tag(string source, int at, List<string> found)
    {
        while (source[at] is not ('>' or ' ' or '\n' or '\r')) at++;
        while (source[at] != '>')
        {
            if (Attribute().Match(source, at) is not { Success: true } attribute)
            {
                at++;
                continue;
            }

            var (value, name) = ("", attribute.Groups[1].Value);
            for (at += attribute.Length; source[at] != '"';)
            {
                if (source[at] != '@') value += source[at++];
                else at = Expression(source, at);
            }

            at++;
            if (Read.Contains(name, StringComparer.OrdinalIgnoreCase) && Word().IsMatch(value)) found.Add(value);
        }

        return at + 1;
    }

    // Behind "@Name.Of(...)", "@(...)", "@if (...)", or a directive's line.
    private static int Expression(string source, int at)
    {
        if (Directive().Match(source, at) is { Success: true } directive) return at + directive.Length;
        at += Keyword().Match(source, at) is { Success: true } keyword ? keyword.Length : 1;
        while (at < source.Length)
        {
            if (source[at] is '(' or '[') at = Balanced(source, at);
            else if (char.IsLetterOrDigit(source[at]) || source[at] == '_' || (source[at] is '.' or '!' or '?' && at + 1 < source.Length && (char.IsLetter(source[at + 1]) || source[at + 1] == '.'))) at++;
            else break;
        }

        return at;
    }

    private static int Balanced(string source, int at)
    {
        var depth = 0;
        do
        {
            if (source[at] == '"')
            {
                for (at++; source[at] != '"'; at++)
                {
                }
            }

            depth += source[at] switch { '(' or '[' => 1, ')' or ']' => -1, _ => 0 };
            at++;
        }
        while (depth > 0);
        return at;
    }

    [GeneratedRegex("@\\*.*?\\*@", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex("\\G@(page|layout|attribute|inherits|using|inject|typeparam|namespace|implements)\\b[^\\n]*")]
    private static partial Regex Directive();

    [GeneratedRegex("\\G@(if|foreach|for|while|switch|lock|using) ")]
    private static partial Regex Keyword();

    [GeneratedRegex("\\G([@\\w:.-]+)\\s*=\\s*\"")]
    private static partial Regex Attribute();

    // What stands between markup and is code: "else if (...)", "foreach (...) {", "case X:", "var x = y;".
    [GeneratedRegex("\\b(else\\b\\s*)?\\b(if|foreach|for|while|switch)\\s*\\((?>[^()]+|(?<open>\\()|(?<-open>\\)))*(?(open)(?!))\\)|\\belse\\b(?=\\s*\\{)|\\bcase\\s[^:]*:|\\bdefault:|\\bvar\\s[^;]*;|\\bbreak;")]
    private static partial Regex Code();

    [GeneratedRegex("\\p{L}{2,}")]
    private static partial Regex Word();
}
