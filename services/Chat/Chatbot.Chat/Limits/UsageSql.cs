using System.Runtime.CompilerServices;

namespace Chatbot.Chat.Limits;

/// <summary>Takes one of a window in one statement, so that concurrency cannot overspend: one row is changed, or none.</summary>
internal static class UsageSql
{
    public static FormattableString OfPerson(Guid person, int limit, DateTimeOffset now, DateTimeOffset expired) => Take("usage", "person_id", person, limit, now, expired);

    public static FormattableString OfAddress(string address, int limit, DateTimeOffset now, DateTimeOffset expired) => Take("address_usage", "address", address, limit, now, expired);

    private static FormattableString Take(string table, string key, object who, int limit, DateTimeOffset now, DateTimeOffset expired) => FormattableStringFactory.Create(
        $$"""
        INSERT INTO chat.{{table}} AS u ({{key}}, window_started_at, count) VALUES ({0}, {1}, 1)
        ON CONFLICT ({{key}}) DO UPDATE SET
            count = CASE WHEN u.window_started_at <= {2} THEN 1 ELSE u.count + 1 END,
            window_started_at = CASE WHEN u.window_started_at <= {2} THEN {1} ELSE u.window_started_at END
        WHERE u.window_started_at <= {2} OR u.count < {3}
        """,
        who,
        now,
        expired,
        limit);
}
