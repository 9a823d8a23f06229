using System.Text.Json;
using Chatbot.Chat.Contracts;
using Chatbot.Chat.Conversations;
using Chatbot.Chat.Generations;
using Chatbot.Chat.Streaming;

namespace Chatbot.Chat.Archives;

/// <summary>Reads one chat of an archive of ours.</summary>
internal static class OwnArchive
{
    private static readonly string[] Endings = [MessageStates.Complete, MessageStates.Stopped, MessageStates.Interrupted, MessageStates.Failed];

    /// <summary>Null where there is nothing to bring in.</summary>
    public static ImportedChat? Read(ReadOnlySpan<byte> json, DateTimeOffset now)
    {
        if (JsonSerializer.Deserialize<ArchivedChat>(json, ArchiveFormat.Json) is not { } chat || chat.Id == Guid.Empty) return null;
        var createdAt = ImportedTime.Of(chat.CreatedAt, now, now);
        var votes = (chat.Votes ?? []).OfType<ArchivedVote>().DistinctBy(vote => vote.MessageId).ToDictionary(vote => vote.MessageId, vote => vote.IsUpvoted);
        var tree = ImportedTree.Of((chat.Messages ?? []).OfType<ArchivedMessage>().Select(message => Read(message, votes, createdAt, now)).OfType<ImportedMessage>());
        if (tree.Count == 0) return null;

        var leaf = chat.ActiveLeaf?.ToString();
        return new ImportedChat(
            ArchiveKind.Own,
            chat.Id.ToString(),
            ImportedText.TitleOf(chat.Title, tree),
            chat.Pinned,
            createdAt,
            tree,
            tree.Any(message => message.Source == leaf) ? leaf! : tree.MaxBy(message => message.CreatedAt)!.Source);
    }

    private static ImportedMessage? Read(ArchivedMessage message, Dictionary<Guid, bool> votes, DateTimeOffset createdAt, DateTimeOffset now)
    {
        if (message.Id == Guid.Empty || message.Role is not (MessageRoles.User or MessageRoles.Assistant)) return null;
        var answer = message.Role == MessageRoles.Assistant;
        return new ImportedMessage(
            message.Id.ToString(), message.ParentId?.ToString(), message.Role, [.. (message.Parts ?? []).Select(OwnPart.Read)], ImportedTime.Of(message.CreatedAt, createdAt, now))
        {
            // What was running then runs no more.
            State = message.State == MessageStates.Streaming ? MessageStates.Interrupted : Array.Find(Endings, state => answer && state == message.State) ?? MessageStates.Complete,
            Model = answer ? ImportedText.LineOf(message.Model) : null,
            Error = answer ? ImportedText.LineOf(message.Error) : null,
            FinishReason = answer ? FinishReasons.Kept(message.FinishReason) : null,
            Usage = answer && message.Usage is { } usage ? Read(usage) : null,
            IsUpvoted = answer && votes.TryGetValue(message.Id, out var up) ? up : null,
        };
    }

    private static AnswerUsage Read(ChatUsage usage) => new(
        usage.InputTokens, usage.OutputTokens, usage.ReasoningTokens, usage.TokensPerSecond, usage.TimeToFirstTokenMs, usage.Estimated)
    {
        ContextTokens = usage.ContextTokens,
    };
}
