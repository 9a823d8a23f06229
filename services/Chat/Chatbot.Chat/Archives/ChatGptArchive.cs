using System.Globalization;
using System.Text.Json;
using Chatbot.Chat.Conversations;

namespace Chatbot.Chat.Archives;

/// <summary>Reads one conversation of ChatGPT's. Nodes that show nothing are taken out of the tree, what followed them follows what was before them.</summary>
internal sealed class ChatGptArchive
{
    private readonly Dictionary<string, ChatGptNode?> _nodes;
    private readonly Dictionary<string, ImportedMessage> _shown;
    private readonly Dictionary<string, string?> _shownAbove = [];

    private ChatGptArchive(Dictionary<string, ChatGptNode?> nodes, DateTimeOffset createdAt, DateTimeOffset now)
    {
        _nodes = nodes;
        _shown = nodes.Select(node => Read(node.Key, node.Value, createdAt, now)).OfType<ImportedMessage>().ToDictionary(message => message.Source);
    }

    /// <summary>Null where there is nothing to bring in.</summary>
    public static ImportedChat? Read(ReadOnlySpan<byte> json, DateTimeOffset now)
    {
        if (JsonSerializer.Deserialize<ChatGptConversation>(json, ChatGptConversation.Json) is not { Mapping: { } nodes } chat) return null;
        var createdAt = ImportedTime.Of(chat.CreateTime, now, now);
        var archive = new ChatGptArchive(nodes, createdAt, now);
        var tree = ImportedTree.Of(archive._shown.Values.Select(message => message with { Parent = archive.ShownAt(message.Parent) }));
        if (tree.Count == 0) return null;

        return new ImportedChat(
            ArchiveKind.ChatGpt,
            chat.ConversationId ?? chat.Id ?? string.Create(CultureInfo.InvariantCulture, $"{chat.CreateTime} {chat.Title}"),
            ImportedText.TitleOf(chat.Title, tree),
            false,
            createdAt,
            tree,
            archive.ShownAt(chat.CurrentNode) ?? tree.MaxBy(message => message.CreatedAt)!.Source);
    }

    private static ImportedMessage? Read(string id, ChatGptNode? node, DateTimeOffset createdAt, DateTimeOffset now)
    {
        if (node?.Message is not { Author.Role: MessageRoles.User or MessageRoles.Assistant } message || ChatGptParts.Of(message) is not { Count: > 0 } parts) return null;
        var role = message.Author.Role;
        return new ImportedMessage(id, node.Parent, role, parts, ImportedTime.Of(message.CreateTime, createdAt, now))
        {
            Model = role == MessageRoles.Assistant ? ImportedText.LineOf(message.Metadata?.ModelSlug) : null,
        };
    }

    /// <summary>The node itself where it is shown, else the next one above it that is. Each node is passed once.</summary>
    private string? ShownAt(string? id)
    {
        var passed = new List<string>();
        while (id is not null && !_shown.ContainsKey(id))
        {
            if (_shownAbove.TryGetValue(id, out var known))
            {
                id = known;
                break;
            }

            // Met again on the way it would be a circle, which has nothing above it.
            _shownAbove[id] = null;
            passed.Add(id);
            id = _nodes.GetValueOrDefault(id)?.Parent;
        }

        foreach (var one in passed) _shownAbove[one] = id;
        return id;
    }
}
