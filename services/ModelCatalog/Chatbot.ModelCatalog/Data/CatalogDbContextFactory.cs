using Chatbot.ServiceDefaults.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Chatbot.ModelCatalog.Data;

/// <summary>For <c>dotnet ef migrations add</c>, which needs the model and no server.</summary>
internal sealed class CatalogDbContextFactory : IDesignTimeDbContextFactory<CatalogDbContext>
{
    public CatalogDbContext CreateDbContext(string[] args) =>
        new((DbContextOptions<CatalogDbContext>)new DbContextOptionsBuilder<CatalogDbContext>().UseNpgsql().UseSchema(CatalogDbContext.Schema).Options);
}
