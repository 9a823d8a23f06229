using System.IO.Pipelines;
using System.Text.Json;
using Chatbot.Chat.Conversations;
using Chatbot.Chat.Data;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.Chat.Archives;

/// <summary>
/// Writes a person's archive page by page, so that neither the size of it nor a slow reader costs memory; no transaction
/// spans it. If something breaks on the way the file ends in the middle, and is no JSON.
/// </summary>
internal sealed class ArchiveWriter(ChatDbContext db, TimeProvider time)
{
    private const int ChatsOfAPage = 100;
    private const int MessagesOfAPage = 50;
    private const int LargestBuffer = 64 * 1024;

    public async Task WriteAsync(Stream body, PersonId person, CancellationToken cancellationToken)
    {
        var pipe = PipeWriter.Create(body, new StreamPipeWriterOptions(leaveOpen: true));
        await using var json = new Utf8JsonWriter(pipe, new JsonWriterOptions { Encoder = ArchiveFormat.Json.Encoder });
        json.WriteStartObject();
        json.WriteString("format", ArchiveFormat.Name);
        json.WriteNumber("version", ArchiveFormat.Version);
        json.WriteString("exportedAt", time.GetUtcNow());
        json.WriteStartArray("chats");
        for (Conversation? last = null; ;)
        {
            var page = await PageAsync(person, last, cancellationToken);
            var votes = await VotesAsync(page, cancellationToken);
            foreach (var chat in page) await WriteAsync(pipe, json, chat, votes[chat.Id], cancellationToken);
            if (page.Count < ChatsOfAPage) break;
            last = page[^1];
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        await pipe.CompleteAsync();
    }

    private Task<List<Conversation>> PageAsync(PersonId person, Conversation? after, CancellationToken cancellationToken)
    {
        var chats = db.Conversations.AsNoTracking().Where(chat => chat.OwnerId == person);
        if (after is not null) chats = chats.Where(chat => EF.Functions.LessThan(ValueTuple.Create(chat.CreatedAt, chat.Id), ValueTuple.Create(after.CreatedAt, after.Id)));
        return chats.OrderByDescending(chat => chat.CreatedAt).ThenByDescending(chat => chat.Id).Take(ChatsOfAPage).ToListAsync(cancellationToken);
    }

    private async Task<ILookup<ConversationId, ArchivedVote>> VotesAsync(List<Conversation> page, CancellationToken cancellationToken)
    {
        var ids = page.Select(chat => chat.Id).ToList();
        var votes = await db.Votes.AsNoTracking().Where(vote => ids.Contains(vote.ConversationId)).ToListAsync(cancellationToken);
        return votes.ToLookup(vote => vote.ConversationId, vote => new ArchivedVote(vote.MessageId.Value, vote.IsUpvoted));
    }

    private async Task WriteAsync(PipeWriter pipe, Utf8JsonWriter json, Conversation chat, IEnumerable<ArchivedVote> votes, CancellationToken cancellationToken)
    {
        json.WriteStartObject();
        json.WriteString("id", chat.Id.Value);
        json.WriteString("title", chat.Title);
        json.WriteString("visibility", chat.Visibility);
        json.WriteBoolean("pinned", chat.Pinned);
        json.WriteString("createdAt", chat.CreatedAt);
        json.WriteString("updatedAt", chat.UpdatedAt);
        if (chat.ActiveLeaf is { } leaf) json.WriteString("activeLeaf", leaf.Value);
        json.WriteStartArray("messages");
        await WriteMessagesAsync(pipe, json, chat.Id, cancellationToken);
        json.WriteEndArray();
        json.WritePropertyName("votes");
        JsonSerializer.Serialize(json, votes, ArchiveFormat.Json);
        json.WriteEndObject();
        await SendAsync(pipe, json, cancellationToken);
    }

    private async Task WriteMessagesAsync(PipeWriter pipe, Utf8JsonWriter json, ConversationId id, CancellationToken cancellationToken)
    {
        for (Message? last = null; ;)
        {
            var messages = db.Messages.AsNoTracking().Where(message => message.ConversationId == id);
            if (last is not null) messages = messages.Where(message => EF.Functions.GreaterThan(ValueTuple.Create(message.CreatedAt, message.Id), ValueTuple.Create(last.CreatedAt, last.Id)));
            var page = await messages.OrderBy(message => message.CreatedAt).ThenBy(message => message.Id).Take(MessagesOfAPage).ToListAsync(cancellationToken);
            foreach (var message in page)
            {
                JsonSerializer.Serialize(json, ArchivedMessage.Of(message), ArchiveFormat.Json);
                await SendAsync(pipe, json, cancellationToken);
            }

            if (page.Count < MessagesOfAPage) return;
            last = page[^1];
        }
    }

    private static async ValueTask SendAsync(PipeWriter pipe, Utf8JsonWriter json, CancellationToken cancellationToken)
    {
        // The writer's own bytes first: it keeps a piece of the pipe's memory as long as it has any.
        json.Flush();
        if (pipe.UnflushedBytes > LargestBuffer) await pipe.FlushAsync(cancellationToken);
    }
}
