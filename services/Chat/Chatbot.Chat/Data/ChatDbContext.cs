using Chatbot.Chat.Archives;
using Chatbot.Chat.Conversations;
using Chatbot.Chat.Files;
using Chatbot.Chat.Generations;
using Chatbot.Chat.Limits;
using Chatbot.Chat.Votes;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.Chat.Data;

internal sealed class ChatDbContext(DbContextOptions<ChatDbContext> options) : DbContext(options)
{
    public const string Schema = "chat";

    public DbSet<Conversation> Conversations => Set<Conversation>();

    public DbSet<Message> Messages => Set<Message>();

    public DbSet<Generation> Generations => Set<Generation>();

    public DbSet<Replica> Replicas => Set<Replica>();

    public DbSet<DailyUsage> Usage => Set<DailyUsage>();

    public DbSet<AddressUsage> AddressUsage => Set<AddressUsage>();

    public DbSet<Vote> Votes => Set<Vote>();

    public DbSet<StoredFile> Files => Set<StoredFile>();

    public DbSet<MessageFile> MessageFiles => Set<MessageFile>();

    public DbSet<Import> Imports => Set<Import>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<ConversationId>().HaveConversion<TypedIdConverter<ConversationId>>();
        configurationBuilder.Properties<MessageId>().HaveConversion<TypedIdConverter<MessageId>>();
        configurationBuilder.Properties<PersonId>().HaveConversion<TypedIdConverter<PersonId>>();
        configurationBuilder.Properties<GenerationId>().HaveConversion<TypedIdConverter<GenerationId>>();
        configurationBuilder.Properties<ImportId>().HaveConversion<TypedIdConverter<ImportId>>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema(Schema);
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(ChatDbContext).Assembly);
    }
}
