using System.Text;

namespace Chatbot.Chat.Streaming;

/// <summary>The parts that only clients with <c>x-chatbot-parts: all</c> get.</summary>
internal static class OwnParts
{
    public const string Title = "data-chat-title";
    public const string Usage = "data-usage";
    public const string Status = "data-model-status";
    public const string Interrupted = "data-interrupted";

    private static readonly byte[][] Beginnings =
        [.. new[] { Title, Usage, Status, Interrupted }.Select(type => Encoding.UTF8.GetBytes($$"""{"type":"{{type}}" """.TrimEnd()))];

    public static bool Contains(ReadOnlySpan<byte> part)
    {
        if (!part.StartsWith("{\"type\":\"data-"u8)) return false;
        foreach (var beginning in Beginnings)
        {
            if (part.StartsWith(beginning)) return true;
        }

        return false;
    }
}
