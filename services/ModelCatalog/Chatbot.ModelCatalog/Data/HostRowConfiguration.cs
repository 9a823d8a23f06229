using System.Text.Json;
using Chatbot.ModelCatalog.Hosts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Chatbot.ModelCatalog.Data;

internal sealed class HostRowConfiguration : IEntityTypeConfiguration<HostRow>
{
    public void Configure(EntityTypeBuilder<HostRow> builder)
    {
        builder.ToTable("hosts");
        builder.HasKey(host => host.Id);
        builder.Property(host => host.Id).HasMaxLength(100);
        // Reports are not written over what an agent says that connects at the same moment.
        builder.Property(host => host.Epoch).IsConcurrencyToken();
        builder.Property(host => host.Inventory).HasColumnType("jsonb").HasConversion(
            inventory => JsonSerializer.Serialize(inventory, JsonSerializerOptions.Web),
            json => JsonSerializer.Deserialize<HostInventory>(json, JsonSerializerOptions.Web)!,
            // An inventory is replaced as a whole.
            new ValueComparer<HostInventory>((one, other) => ReferenceEquals(one, other), inventory => inventory.Hash.GetHashCode(StringComparison.Ordinal), inventory => inventory));
    }
}
