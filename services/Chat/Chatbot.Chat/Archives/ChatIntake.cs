using Chatbot.Chat.Conversations;
using Chatbot.Chat.Data;
using Chatbot.Chat.Votes;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.Chat.Archives;

/// <summary>Stores a chat of an archive as the person's own, whole or not at all.</summary>
internal sealed class ChatIntake(ChatDbContext db)
{
    /// <summary>False where the person has it already.</summary>
    public Task<bool> StoreAsync(ImportedChat chat, PersonId person, CancellationToken cancellationToken) =>
        db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            db.ChangeTracker.Clear();
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            if (await RestoreAsync(chat, person, cancellationToken))
            {
                await transaction.CommitAsync(cancellationToken);
                return true;
            }

            if (await FreeIdAsync(chat, person, cancellationToken) is not { } id) return false;

            var ids = await MessageIdsAsync(chat, id, person, cancellationToken);
            db.Add(Conversation.FromArchive(id, person, chat.Title, chat.Pinned, chat.CreatedAt, chat.Messages.Max(message => message.CreatedAt), ids[chat.ActiveLeaf]));
            await AddMessagesAsync(chat, id, ids, person, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return true;
        });

    // Who deleted it and brings it in again wants it back: as it was when it was deleted, with all that was said since.
    private async Task<bool> RestoreAsync(ImportedChat chat, PersonId person, CancellationToken cancellationToken)
    {
        var candidates = Candidates(chat, person);
        return await db.Conversations.IgnoreQueryFilters().Where(row => candidates.Contains(row.Id) && row.OwnerId == person && row.DeletedAt != null)
            .ExecuteUpdateAsync(update => update.SetProperty(row => row.DeletedAt, (DateTimeOffset?)null), cancellationToken) > 0;
    }

    /// <summary>The id that the chat had, if that is one of ours and nobody else has it now; else one that is made of it and the person.</summary>
    private async Task<ConversationId?> FreeIdAsync(ImportedChat chat, PersonId person, CancellationToken cancellationToken)
    {
        var candidates = Candidates(chat, person);
        var taken = await db.Conversations.IgnoreQueryFilters().AsNoTracking().Where(row => candidates.Contains(row.Id)).ToListAsync(cancellationToken);
        return taken.Exists(row => row.OwnerId == person) ? null : candidates.Except(taken.Select(row => row.Id)).Select(id => (ConversationId?)id).FirstOrDefault();
    }

    private static ConversationId[] Candidates(ImportedChat chat, PersonId person)
    {
        var derived = new ConversationId(DerivedId.Of(person.ToString(), chat.Kind.ToString(), chat.Source));
        return chat.Kind == ArchiveKind.Own ? [new(Guid.Parse(chat.Source)), derived] : [derived];
    }

    /// <summary>By the ids of the archive, which are kept where they are ours and free.</summary>
    private async Task<Dictionary<string, MessageId>> MessageIdsAsync(ImportedChat chat, ConversationId id, PersonId person, CancellationToken cancellationToken)
    {
        var kept = chat.Kind == ArchiveKind.Own ? chat.Messages.Select(message => new MessageId(Guid.Parse(message.Source))).ToList() : [];
        var taken = kept.Count == 0 ? [] : await db.Messages.Where(message => kept.Contains(message.Id)).Select(message => message.Id).ToHashSetAsync(cancellationToken);
        return chat.Messages.ToDictionary(
            message => message.Source,
            message => chat.Kind == ArchiveKind.Own && new MessageId(Guid.Parse(message.Source)) is var own && !taken.Contains(own)
                ? own
                : new MessageId(DerivedId.Of(person.ToString(), id.ToString(), message.Source)));
    }

    private async Task AddMessagesAsync(ImportedChat chat, ConversationId id, Dictionary<string, MessageId> ids, PersonId person, CancellationToken cancellationToken)
    {
        var files = await ImportedFiles.OfAsync(db, person, chat, cancellationToken);
        foreach (var message in chat.Messages)
        {
            var row = new Message
            {
                Id = ids[message.Source],
                ConversationId = id,
                OwnerId = person,
                ParentId = message.Parent is null ? null : ids[message.Parent],
                Role = message.Role,
                Parts = files.Resolve(message.Parts),
                State = message.State,
                Model = message.Model,
                Error = message.Error,
                FinishReason = message.FinishReason,
                Usage = message.Usage,
                CreatedAt = message.CreatedAt,
            };
            db.Add(row);
            db.AddRange(ImportedFiles.ShownBy(row.Id, row.Parts));
            if (message.IsUpvoted is { } up) db.Add(new Vote { ConversationId = id, MessageId = row.Id, IsUpvoted = up });
        }
    }
}
