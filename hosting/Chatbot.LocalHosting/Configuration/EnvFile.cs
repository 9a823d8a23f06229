namespace Chatbot.LocalHosting.Configuration;

/// <summary>
/// Lines <c>NAME=value</c>: <c>#</c> begins a comment at the start of a line or after a space; <c>export</c> is ignored;
/// quotes keep a value as it is, double ones with <c>\n</c>, <c>\"</c> and <c>\\</c>.
/// </summary>
internal static class EnvFile
{
    public static IEnumerable<(string Name, string Value)> Parse(IEnumerable<string> lines)
    {
        foreach (var raw in lines)
        {
            var line = raw.Trim();
            if (line.StartsWith("export ", StringComparison.Ordinal)) line = line[7..].TrimStart();
            if (line.Length == 0 || line[0] == '#') continue;
            if (line.Split('=', 2) is [var name, var value]) yield return (name.Trim(), Unquote(value.Trim()));
        }
    }

    private static string Unquote(string value)
    {
        if (value.Length > 0 && value[0] is '"' or '\'')
        {
            var quote = value[0];
            for (var end = 1; end < value.Length; end++)
            {
                if (quote == '"' && value[end] == '\\') end++;
                else if (value[end] == quote) return quote == '"' ? Unescape(value[1..end]) : value[1..end];
            }
        }

        if (value.StartsWith('#')) return "";
        var comment = value.IndexOf(" #", StringComparison.Ordinal);
        return comment < 0 ? value : value[..comment].TrimEnd();
    }

    private static string Unescape(string value) =>
        value.Replace("\\\\", "\0", StringComparison.Ordinal)
            .Replace("\\n", "\n", StringComparison.Ordinal)
            .Replace("\\\"", "\"", StringComparison.Ordinal)
            .Replace('\0', '\\');
}
