using Chatbot.ModelCatalog.Operations;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.ModelCatalog.Data;

internal sealed class CatalogDbContext(DbContextOptions<CatalogDbContext> options) : DbContext(options)
{
    public const string Schema = "catalog";

    public DbSet<HostRow> Hosts => Set<HostRow>();

    public DbSet<ModelOperation> Operations => Set<ModelOperation>();

    public DbSet<Decision> Decisions => Set<Decision>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema(Schema);
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(CatalogDbContext).Assembly);
    }
}
