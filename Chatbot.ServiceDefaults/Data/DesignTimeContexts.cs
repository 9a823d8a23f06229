using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Chatbot.ServiceDefaults.Data;

/// <summary>For <c>dotnet ef</c>, which needs the model and no server, secret or client. It finds the class that a service derives.</summary>
public abstract class DesignTimeContexts<TContext>(string schema, Func<DbContextOptions<TContext>, TContext> create) : IDesignTimeDbContextFactory<TContext>
    where TContext : DbContext
{
    public TContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<TContext>();
        options.UseSchema(schema);
        return create(options.Options);
    }
}
