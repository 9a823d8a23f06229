using Chatbot.Chat.Conversations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Chatbot.Chat.Data;

internal sealed class MessageConfiguration : IEntityTypeConfiguration<Message>
{
    public void Configure(EntityTypeBuilder<Message> builder)
    {
        builder.ToTable("messages");
        builder.HasKey(message => message.Id);
        builder.Property(message => message.Id).ValueGeneratedNever();
        builder.Property(message => message.ConversationId).HasColumnName("chat_id");
        builder.Property(message => message.Role).HasMaxLength(10);
        builder.Property(message => message.State).HasMaxLength(12);
        builder.Property(message => message.Parts)
            .HasColumnType("jsonb")
            .HasConversion(
                parts => MessageParts.ToJson(parts),
                json => MessageParts.FromJson(json),
                // Parts are replaced, never changed in place.
                new ValueComparer<IReadOnlyList<MessagePart>>((a, b) => ReferenceEquals(a, b), parts => parts.Count, parts => parts));
        builder.HasOne<Conversation>().WithMany().HasForeignKey(message => message.ConversationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Message>().WithMany().HasForeignKey(message => message.ParentId).OnDelete(DeleteBehavior.NoAction);
        builder.HasIndex(message => new { message.ConversationId, message.CreatedAt });
    }
}
