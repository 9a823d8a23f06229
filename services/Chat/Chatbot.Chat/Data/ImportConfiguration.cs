using Chatbot.Chat.Archives;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Chatbot.Chat.Data;

internal sealed class ImportConfiguration : IEntityTypeConfiguration<Import>
{
    public void Configure(EntityTypeBuilder<Import> builder)
    {
        builder.ToTable("imports");
        builder.HasKey(import => import.Id);
        builder.Property(import => import.Id).ValueGeneratedNever();
        builder.Property(import => import.State).HasMaxLength(12);
        builder.Property(import => import.Replica).HasMaxLength(200);
        builder.HasIndex(import => import.OwnerId);
        // One import of a person at a time, whatever races.
        builder.HasIndex(import => import.OwnerId, "ix_imports_running").IsUnique().HasFilter($"state = '{ImportStates.Running}'");
    }
}
