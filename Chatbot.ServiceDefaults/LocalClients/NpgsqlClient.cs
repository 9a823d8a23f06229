using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Microsoft.Extensions.Hosting;

/// <summary>The method of <c>Aspire.Npgsql.EntityFrameworkCore.PostgreSQL</c>, on the plain libraries.</summary>
public static class NpgsqlClient
{
    /// <summary>
    /// A pooled context with <c>EnableRetryOnFailure</c> (so a transaction of one's own runs inside the execution strategy),
    /// a health check and telemetry.
    /// </summary>
    public static void AddNpgsqlDbContext<TContext>(
        this IHostApplicationBuilder builder,
        string connectionName,
        Action<DbContextOptionsBuilder>? configureDbContextOptions = null)
        where TContext : DbContext
    {
        var connectionString = builder.Configuration.GetConnectionString(connectionName)
            ?? throw new InvalidOperationException($"The connection string '{connectionName}' is missing: say where PostgreSQL is.");
        builder.Services.AddDbContextPool<TContext>(options =>
        {
            options.UseNpgsql(connectionString, npgsql => npgsql.EnableRetryOnFailure());
            configureDbContextOptions?.Invoke(options);
        });
        builder.Services.AddHealthChecks().AddDbContextCheck<TContext>();
        builder.Services.AddOpenTelemetry().WithTracing(tracing => tracing.AddNpgsql());
    }
}
