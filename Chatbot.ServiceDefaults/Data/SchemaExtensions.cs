using Microsoft.EntityFrameworkCore;

namespace Chatbot.ServiceDefaults.Data;

public static class SchemaExtensions
{
    /// <summary>
    /// Keeps the migrations history in the service's own schema, so that one database can serve all services.
    /// The context sets the same schema with <c>HasDefaultSchema</c>. Call in <c>configureDbContextOptions</c>.
    /// Names are in snake case, so that nobody needs quotes in psql.
    /// </summary>
    public static DbContextOptionsBuilder UseSchema(this DbContextOptionsBuilder options, string schema) =>
        options.UseNpgsql(npgsql => npgsql.MigrationsHistoryTable("__migrations", schema)).UseSnakeCaseNamingConvention();
}
