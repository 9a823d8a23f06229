using Chatbot.Chat.Conversations;
using Chatbot.Chat.Files;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Chatbot.Chat.Data;

internal sealed class MessageFileConfiguration : IEntityTypeConfiguration<MessageFile>
{
    public void Configure(EntityTypeBuilder<MessageFile> builder)
    {
        builder.ToTable("message_files");
        builder.HasKey(shown => new { shown.MessageId, shown.FileName });
        builder.HasOne<Message>().WithMany().HasForeignKey(shown => shown.MessageId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<StoredFile>().WithMany().HasForeignKey(shown => shown.FileName).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(shown => shown.FileName);
    }
}
