using Chatbot.ModelCatalog.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Chatbot.ModelCatalog.Data;

internal sealed class DecisionConfiguration : IEntityTypeConfiguration<Decision>
{
    public void Configure(EntityTypeBuilder<Decision> builder)
    {
        builder.ToTable("operation_decisions");
        builder.HasKey(decision => new { decision.OperationId, decision.Number });
        builder.Property(decision => decision.OperationId).HasConversion(id => id.Value, value => new OperationId(value));
        builder.Property(decision => decision.Number).ValueGeneratedNever();
        builder.Property(decision => decision.Kind).HasMaxLength(20);
        builder.Property(decision => decision.Inputs).HasColumnType("jsonb");
    }
}
