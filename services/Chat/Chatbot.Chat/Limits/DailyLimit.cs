using Chatbot.Chat.Conversations;
using Chatbot.Chat.Data;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.Chat.Limits;

internal sealed class DailyLimit(ChatDbContext db, TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(24);

    /// <summary>
    /// Takes one message of the day in one statement, so that concurrency cannot overspend. Inside the caller's
    /// transaction: what is rolled back is not spent. Null when it was taken, else how long to wait.
    /// </summary>
    /// <param name="limit">Messages in 24 hours; null is unlimited.</param>
    public async Task<TimeSpan?> ReserveAsync(PersonId person, int? limit, CancellationToken cancellationToken)
    {
        if (limit is null) return null;
        if (limit <= 0) return Window;

        var now = time.GetUtcNow();
        var expired = now - Window;
        var taken = await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO chat.usage AS u (person_id, window_started_at, count) VALUES ({person.Value}, {now}, 1)
            ON CONFLICT (person_id) DO UPDATE SET
                count = CASE WHEN u.window_started_at <= {expired} THEN 1 ELSE u.count + 1 END,
                window_started_at = CASE WHEN u.window_started_at <= {expired} THEN {now} ELSE u.window_started_at END
            WHERE u.window_started_at <= {expired} OR u.count < {limit.Value}
            """,
            cancellationToken);
        if (taken == 1) return null;

        var started = await db.Usage.Where(usage => usage.PersonId == person).Select(usage => usage.WindowStartedAt).SingleAsync(cancellationToken);
        return started + Window - now;
    }

    /// <summary>Of what could not be answered at all.</summary>
    public async Task GiveBackAsync(PersonId person, int? limit)
    {
        if (limit is not null) await db.Usage.Where(usage => usage.PersonId == person && usage.Count > 0).ExecuteUpdateAsync(usage => usage.SetProperty(row => row.Count, row => row.Count - 1));
    }
}
