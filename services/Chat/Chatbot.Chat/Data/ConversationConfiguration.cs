using Chatbot.Chat.Conversations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Chatbot.Chat.Data;

internal sealed class ConversationConfiguration : IEntityTypeConfiguration<Conversation>
{
    public void Configure(EntityTypeBuilder<Conversation> builder)
    {
        builder.ToTable("chats");
        builder.HasKey(chat => chat.Id);
        builder.Property(chat => chat.Id).ValueGeneratedNever();
        builder.Property(chat => chat.Title).HasMaxLength(Conversation.MaxTitleLength);
        builder.Property(chat => chat.Visibility).HasMaxLength(10);
        builder.HasQueryFilter(chat => chat.DeletedAt == null);
        // What the sweep looks for.
        builder.HasIndex(chat => chat.DeletedAt).HasFilter("deleted_at IS NOT NULL");
        // The list of one person's chats, newest first, paged by keyset.
        builder.HasIndex(chat => new { chat.OwnerId, chat.CreatedAt, chat.Id }).IsDescending(false, true, true);
        // The pinned ones among them, which are few.
        builder.HasIndex(chat => new { chat.OwnerId, chat.CreatedAt }, "ix_chats_pinned").HasFilter("pinned");
    }
}
