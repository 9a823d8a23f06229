using Chatbot.ModelCatalog.Contracts;
using Chatbot.ModelCatalog.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Chatbot.ModelCatalog.Data;

internal sealed class ModelOperationConfiguration : IEntityTypeConfiguration<ModelOperation>
{
    private const string Open =
        $"(state IN ('{OperationStates.Pending}', '{OperationStates.Dispatched}', '{OperationStates.Running}'))";

    public void Configure(EntityTypeBuilder<ModelOperation> builder)
    {
        builder.ToTable("operations");
        builder.HasKey(operation => operation.Id);
        builder.Property(operation => operation.Id).HasConversion(id => id.Value, value => new OperationId(value)).ValueGeneratedNever();
        builder.Property(operation => operation.Kind).HasMaxLength(20);
        builder.Property(operation => operation.State).HasMaxLength(20);
        builder.Property(operation => operation.IdempotencyKey).HasMaxLength(100);
        builder.HasIndex(operation => new { operation.RequestedBy, operation.IdempotencyKey }).IsUnique().HasFilter("idempotency_key IS NOT NULL");
        builder.HasIndex(operation => new { operation.RequestedBy, operation.CreatedAt });
        // What the dispatcher looks for, however many are done.
        builder.HasIndex(operation => operation.CreatedAt).HasFilter(Open);
    }
}
