using Chatbot.Chat.Data;
using Chatbot.ServiceDefaults.Data;
using Chatbot.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Chatbot.Chat.Tests;

public sealed class MigrationTests
{
    [Fact]
    public async Task Chats_of_the_first_version_are_kept_and_found_by_their_words()
    {
        await using var database = await TestDatabase.CreateAsync();
        var options = new DbContextOptionsBuilder<ChatDbContext>().UseNpgsql(database.ConnectionString);
        options.UseSchema(ChatDbContext.Schema);
        await using var db = new ChatDbContext((DbContextOptions<ChatDbContext>)options.Options);
        var migrator = db.GetService<IMigrator>();
        await migrator.MigrateAsync("Initial", TestContext.Current.CancellationToken);
        var (person, chat) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await db.Database.ExecuteSqlAsync(
            $$"""
            INSERT INTO chat.chats (id, owner_id, title, visibility, created_at, updated_at) VALUES ({{chat}}, {{person}}, 'Old', 'private', now(), now());
            INSERT INTO chat.messages (id, chat_id, role, parts, state, created_at)
                VALUES ({{Guid.CreateVersion7()}}, {{chat}}, 'user', '[{"type":"text","text":"Of penguins"}]', 'complete', now());
            """,
            TestContext.Current.CancellationToken);

        await migrator.MigrateAsync(cancellationToken: TestContext.Current.CancellationToken);
        var found = await new Conversations.ConversationSearch(db).FindAsync(new(person), "penguins", chats => chats, 10, TestContext.Current.CancellationToken);
        Assert.Equal(chat, Assert.Single(found).Id.Value);
        Assert.Equal(person, (await db.Messages.SingleAsync(TestContext.Current.CancellationToken)).OwnerId.Value);
        Assert.False(db.Database.HasPendingModelChanges());
    }
}
