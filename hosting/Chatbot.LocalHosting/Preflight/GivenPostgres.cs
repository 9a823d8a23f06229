using Chatbot.ServiceDefaults.Configuration;
using Npgsql;

namespace Chatbot.LocalHosting.Preflight;

internal static class GivenPostgres
{
    private const string Example = "postgres://user:password@host:5432/database?sslmode=require";

    public static async Task<string?> ProblemAsync(string value, CancellationToken cancellationToken)
    {
        NpgsqlConnectionStringBuilder address;
        try
        {
            address = new NpgsqlConnectionStringBuilder(ConnectionStringUrls.Translate(value)) { Pooling = false, Timeout = 5 };
        }
        catch (ArgumentException)
        {
            return $"is no address of a PostgreSQL database: write it like {Example}.";
        }

        if (string.IsNullOrEmpty(address.Host)) return $"names no host: write it like {Example}.";
        try
        {
            await using var source = NpgsqlDataSource.Create(address);
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            return null;
        }
        catch (PostgresException exception)
        {
            return exception.SqlState switch
            {
                PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
                    $"is refused by PostgreSQL at {address.Host}:{address.Port}: check the user '{address.Username}' and the password in it.",
                PostgresErrorCodes.InvalidCatalogName => $"names the database '{address.Database}', which does not exist at {address.Host}:{address.Port}: create it first.",
                _ => $"is refused by PostgreSQL at {address.Host}:{address.Port}: {exception.MessageText}.",
            };
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            return $"names PostgreSQL at {address.Host}:{address.Port}, which can't be reached: {(exception.InnerException ?? exception).Message.TrimEnd('.')}.";
        }
    }
}
