using System.Web;
using Microsoft.Extensions.Configuration;

namespace Chatbot.ServiceDefaults.Configuration;

/// <summary>
/// Providers hand out URLs (<c>postgres://user:password@host/db?sslmode=require</c>, <c>redis://</c>, <c>rediss://</c>,
/// <c>amqp://</c>), clients take key=value strings: every connection string in configuration is translated once, in place.
/// </summary>
public static class ConnectionStringUrls
{
    public static void Normalize(IConfigurationManager configuration)
    {
        foreach (var entry in configuration.GetSection("ConnectionStrings").GetChildren().ToList())
        {
            if (entry.Value is { Length: > 0 } value) configuration[entry.Path] = Translate(value);
        }
    }

    /// <summary>The client's form of a URL; anything else as it is. A URL that cannot be read throws <see cref="FormatException"/>.</summary>
    public static string Translate(string value)
    {
        var scheme = value.Split("://", 2)[0].ToLowerInvariant();
        return scheme switch
        {
            "postgres" or "postgresql" => Postgres(Parse(value)),
            "redis" or "rediss" => Redis(Parse(value), scheme == "rediss"),
            "amqp" or "amqps" => Parse(value).AbsoluteUri,
            _ => value,
        };
    }

    private static Uri Parse(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Host.Length > 0
            ? uri
            : throw new FormatException($"A connection string that starts with '{value.Split("://", 2)[0]}://' is not a URL: it must read scheme://user:password@host:port/name.");

    private static string Postgres(Uri uri)
    {
        var (user, password) = Credentials(uri);
        var database = Uri.UnescapeDataString(uri.AbsolutePath.Trim('/'));
        var parts = new List<string> { $"Host={uri.Host}", $"Port={(uri.Port > 0 ? uri.Port : 5432)}" };
        if (user is not null) parts.Add($"Username={Quote(user)}");
        if (password is not null) parts.Add($"Password={Quote(password)}");
        if (database.Length > 0) parts.Add($"Database={Quote(database)}");

        var query = HttpUtility.ParseQueryString(uri.Query);
        foreach (var key in query.AllKeys.OfType<string>())
        {
            if (PostgresKeyword(key) is { } keyword) parts.Add($"{keyword}={Quote(PostgresValue(keyword, query[key]!))}");
        }

        return string.Join(';', parts);
    }

    // libpq's names to Npgsql's; what Npgsql has no word for (channel_binding's siblings, pgbouncer=true) is left out.
    private static string? PostgresKeyword(string key) => key.ToLowerInvariant() switch
    {
        "sslmode" => "SSL Mode",
        "sslrootcert" => "Root Certificate",
        "channel_binding" => "Channel Binding",
        "application_name" => "Application Name",
        "connect_timeout" => "Timeout",
        "options" => "Options",
        _ => null,
    };

    private static string PostgresValue(string keyword, string value) =>
        keyword == "SSL Mode" ? value.Replace("-", "", StringComparison.Ordinal) : value;

    private static string Redis(Uri uri, bool tls)
    {
        var (user, password) = Credentials(uri);
        var parts = new List<string> { $"{uri.Host}:{(uri.Port > 0 ? uri.Port : 6379)}" };
        if (user is { Length: > 0 } && user != "default") parts.Add($"user={user}");
        if (password is not null) parts.Add($"password={password}");
        if (tls) parts.Add("ssl=true");
        if (int.TryParse(uri.AbsolutePath.Trim('/'), out var database)) parts.Add($"defaultDatabase={database}");
        return string.Join(',', parts);
    }

    private static (string? User, string? Password) Credentials(Uri uri)
    {
        if (uri.UserInfo.Length == 0) return (null, null);
        var parts = uri.UserInfo.Split(':', 2);
        return (Uri.UnescapeDataString(parts[0]), parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : null);
    }

    private static string Quote(string value) =>
        value.AsSpan().ContainsAny(";'\" =") ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
}
