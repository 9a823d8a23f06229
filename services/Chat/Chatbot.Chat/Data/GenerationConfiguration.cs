using Chatbot.Chat.Conversations;
using Chatbot.Chat.Generations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Chatbot.Chat.Data;

internal sealed class GenerationConfiguration : IEntityTypeConfiguration<Generation>
{
    public void Configure(EntityTypeBuilder<Generation> builder)
    {
        builder.ToTable("generations");
        builder.HasKey(generation => generation.Id);
        builder.Property(generation => generation.Id).ValueGeneratedNever();
        builder.Property(generation => generation.ConversationId).HasColumnName("chat_id");
        builder.Property(generation => generation.State).HasMaxLength(12);
        builder.Property(generation => generation.Owner).HasMaxLength(200);
        builder.HasOne<Conversation>().WithMany().HasForeignKey(generation => generation.ConversationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Message>().WithMany().HasForeignKey(generation => generation.MessageId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(generation => new { generation.ConversationId, generation.CreatedAt });
        // One answer at a time in a chat, whatever races.
        builder.HasIndex(generation => generation.ConversationId)
            .IsUnique()
            .HasFilter($"state = '{MessageStates.Streaming}'")
            .HasDatabaseName("ix_generations_running");
    }
}
