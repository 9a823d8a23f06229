using System.Runtime.CompilerServices;
using System.Text;

namespace Chatbot.LmStudio.Chat;

/// <summary>The data of server-sent events, <c>data: ...</c>, one line or several of an event; names of events and comments are left out.</summary>
internal static class SseData
{
    // An event is a few hundred bytes; this is far beyond a tool call that comes in one piece.
    private const int LongestEvent = 16 * 1024 * 1024;

    /// <exception cref="InvalidDataException">It is no stream of events.</exception>
    public static async IAsyncEnumerable<string> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = new BoundedLines(stream, LongestEvent);
        var data = new StringBuilder();
        while (await reader.NextAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith("data:", StringComparison.Ordinal))
            {
                if (data.Length > 0) data.Append('\n');
                data.Append(line.AsSpan("data:".Length).TrimStart(' '));
                if (data.Length > LongestEvent) throw new InvalidDataException("An event is too large.");
            }
            else if (line.Length == 0 && data.Length > 0)
            {
                yield return data.ToString();
                data.Clear();
            }
        }

        if (data.Length > 0) yield return data.ToString();
    }
}
