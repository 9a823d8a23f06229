namespace Chatbot.Chat.Archives;

/// <summary>Makes a tree of what an archive claims to be one: parents first, no message twice, no parent that is not there, no circle.</summary>
internal static class ImportedTree
{
    public static IReadOnlyList<ImportedMessage> Of(IEnumerable<ImportedMessage> messages)
    {
        var all = new Dictionary<string, ImportedMessage>();
        foreach (var message in messages) all.TryAdd(message.Source, message);

        var ordered = new List<ImportedMessage>(all.Count);
        var (seen, standing) = (new HashSet<string>(), new HashSet<string>());
        foreach (var message in all.Values)
        {
            // Up to what was seen already, and then down again; a circle is opened where it closes.
            var branch = new Stack<ImportedMessage>();
            for (var next = message; next is not null && seen.Add(next.Source); next = next.Parent is null ? null : all.GetValueOrDefault(next.Parent)) branch.Push(next);
            while (branch.TryPop(out var top))
            {
                ordered.Add(top.Parent is not null && standing.Contains(top.Parent) ? top : top with { Parent = null });
                standing.Add(top.Source);
            }
        }

        return ordered;
    }
}
