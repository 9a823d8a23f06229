using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Chatbot.Chat.Models;

/// <summary>
/// The text of a JSON string as it is written. Servers that cut an answer by bytes or by UTF-16 units write half a
/// character, <c>"\ud83d"</c>, which <see cref="JsonElement.GetString"/> refuses.
/// </summary>
internal static class JsonText
{
    public static string Of(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Unescape(value.GetRawText().AsSpan()[1..^1]);
        }
    }

    private static string Unescape(ReadOnlySpan<char> raw)
    {
        var text = new StringBuilder(raw.Length);
        for (var at = 0; at < raw.Length; at++)
        {
            if (raw[at] != '\\')
            {
                text.Append(raw[at]);
                continue;
            }

            at++;
            text.Append(raw[at] switch
            {
                'b' => '\b',
                'f' => '\f',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'u' => (char)ushort.Parse(raw.Slice(at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
                var same => same,
            });
            if (raw[at] == 'u') at += 4;
        }

        return text.ToString();
    }
}
