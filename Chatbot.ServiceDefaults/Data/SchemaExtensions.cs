using Microsoft.EntityFrameworkCore;

namespace Chatbot.ServiceDefaults.Data;

public static class SchemaExtensions
{
    /// <summary>
    /// Keeps the migrations history in the service's own schema, so that one database can serve all services.
    /// The context sets the same schema with <c>HasDefaultSchema</c>. Call in <c>configureDbContextOptions</c>.
    /// Names are in snake case, so that nobody needs quotes in psql. A database that is away is tried three times more,
    /// for two seconds: who waits for an answer wants to know.
    /// </summary>
    public static DbContextOptionsBuilder UseSchema(this DbContextOptionsBuilder options, string schema) =>
        options
            .UseNpgsql(npgsql => npgsql
                .MigrationsHistoryTable("__migrations", schema)
                .EnableRetryOnFailure(3, TimeSpan.FromSeconds(1), null))
            .UseSnakeCaseNamingConvention();
}
