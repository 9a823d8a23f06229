using Chatbot.Chat.Files;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Chatbot.Chat.Data;

internal sealed class StoredFileConfiguration : IEntityTypeConfiguration<StoredFile>
{
    public void Configure(EntityTypeBuilder<StoredFile> builder)
    {
        builder.ToTable("files");
        builder.HasKey(file => file.Name);
        builder.Property(file => file.Name).HasMaxLength(60);
        builder.Property(file => file.OriginalName).HasMaxLength(100);
        builder.Property(file => file.MediaType).HasMaxLength(100);
        builder.HasIndex(file => file.OwnerId);
        // The clean-up looks for old ones that no message shows.
        builder.HasIndex(file => file.CreatedAt);
    }
}
