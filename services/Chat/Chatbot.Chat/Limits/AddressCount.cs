using Chatbot.Chat.Data;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.Chat.Limits;

/// <summary>Counts what comes from one address in 24 hours, whoever sends it.</summary>
internal sealed class AddressCount(ChatDbContext db, TimeProvider time)
{
    /// <summary>Inside the caller's transaction: what is rolled back is not spent. Null when one was taken, else how long to wait.</summary>
    /// <param name="address">As <see cref="AddressHash"/> has it.</param>
    public async Task<TimeSpan?> TakeAsync(string address, int limit, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await db.Database.ExecuteSqlAsync(UsageSql.OfAddress(address, limit, now, now - DailyLimit.Window), cancellationToken) == 1) return null;

        var started = await db.AddressUsage.Where(usage => usage.Address == address).Select(usage => (DateTimeOffset?)usage.WindowStartedAt).SingleOrDefaultAsync(cancellationToken);
        return (started ?? now) + DailyLimit.Window - now;
    }

    public Task<int> GiveBackAsync(string address) =>
        db.AddressUsage.Where(usage => usage.Address == address && usage.Count > 0).ExecuteUpdateAsync(usage => usage.SetProperty(row => row.Count, row => row.Count - 1));

    /// <summary>How long to wait where nothing is left; null where something is. Takes nothing.</summary>
    public async Task<TimeSpan?> WaitAsync(string address, int limit, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var over = now - DailyLimit.Window;
        var started = await db.AddressUsage.Where(usage => usage.Address == address && usage.Count >= limit && usage.WindowStartedAt > over)
            .Select(usage => (DateTimeOffset?)usage.WindowStartedAt).SingleOrDefaultAsync(cancellationToken);
        return started + DailyLimit.Window - now;
    }
}
