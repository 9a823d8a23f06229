namespace Chatbot.Chat.Generations;

/// <summary>Several parts in one value, a line each: no part holds a line break.</summary>
internal static class JoinedParts
{
    public static byte[] Join(IReadOnlyList<ReadOnlyMemory<byte>> parts)
    {
        var joined = new byte[parts.Sum(part => part.Length + 1)];
        var at = 0;
        foreach (var part in parts)
        {
            part.CopyTo(joined.AsMemory(at));
            at += part.Length;
            joined[at++] = (byte)'\n';
        }

        return joined;
    }

    /// <summary>The end of the last line may be missing.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Split(byte[] joined)
    {
        for (var from = 0; from < joined.Length;)
        {
            var end = Array.IndexOf(joined, (byte)'\n', from);
            if (end < 0) end = joined.Length;
            yield return joined.AsMemory(from, end - from);
            from = end + 1;
        }
    }
}
