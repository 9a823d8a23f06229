using Chatbot.Chat.Limits;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Chatbot.Chat.Data;

internal sealed class DailyUsageConfiguration : IEntityTypeConfiguration<DailyUsage>
{
    public void Configure(EntityTypeBuilder<DailyUsage> builder)
    {
        builder.ToTable("usage");
        builder.HasKey(usage => usage.PersonId);
        builder.Property(usage => usage.PersonId).ValueGeneratedNever();
    }
}
