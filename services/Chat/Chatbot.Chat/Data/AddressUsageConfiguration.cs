using Chatbot.Chat.Limits;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Chatbot.Chat.Data;

internal sealed class AddressUsageConfiguration : IEntityTypeConfiguration<AddressUsage>
{
    public void Configure(EntityTypeBuilder<AddressUsage> builder)
    {
        builder.ToTable("address_usage");
        builder.HasKey(usage => usage.Address);
        builder.Property(usage => usage.Address).HasMaxLength(64);
        builder.HasIndex(usage => usage.WindowStartedAt);
    }
}
