using System.Security.Cryptography;
using Chatbot.Auth.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;

namespace Chatbot.Auth.Keys;

/// <summary>The keys in the database, shared by all replicas, and when they change.</summary>
internal sealed partial class KeyStore(AuthDbContext db, KeyProtection protection, TimeProvider time, ILogger<KeyStore> logger)
{
    public static readonly TimeSpan RotateAfter = TimeSpan.FromDays(90);

    // Every replica has read and published a new key before any signs with it.
    public static readonly TimeSpan PublishBefore = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Keep = RotateAfter + TimeSpan.FromDays(7);

    /// <summary>All keys, the one that signs first. Makes a new one where there is none, or the newest is old.</summary>
    public async Task<IReadOnlyList<ECDsaSecurityKey>> ReadAsync(CancellationToken cancellationToken)
    {
        var keys = await ReadableAsync(cancellationToken);
        if (!IsDue(keys)) return Order(keys);
        return await db.InTransactionAsync(ExclusiveWork.SigningKeys, () => RotateAsync(cancellationToken), cancellationToken);
    }

    private async Task<IReadOnlyList<ECDsaSecurityKey>> RotateAsync(CancellationToken cancellationToken)
    {
        var keys = await ReadableAsync(cancellationToken);
        if (!IsDue(keys)) return Order(keys); // Another replica was quicker.

        var now = time.GetUtcNow();
        var before = now - Keep;
        await db.SigningKeys.Where(key => key.CreatedAt < before).ExecuteDeleteAsync(cancellationToken);
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var id = Guid.CreateVersion7(now).ToString("n");
        db.SigningKeys.Add(new SigningKey { Id = id, CreatedAt = now, ProtectedKey = protection.Protect(id, pair.ExportPkcs8PrivateKey()) });
        await db.SaveChangesAsync(cancellationToken);
        LogNewKey(id);
        return Order(await ReadableAsync(cancellationToken));
    }

    private bool IsDue(List<(ECDsaSecurityKey Key, DateTimeOffset CreatedAt)> newestFirst) =>
        newestFirst.Count == 0 || newestFirst[0].CreatedAt + RotateAfter <= time.GetUtcNow();

    private List<ECDsaSecurityKey> Order(List<(ECDsaSecurityKey Key, DateTimeOffset CreatedAt)> newestFirst)
    {
        var publishedBy = time.GetUtcNow() - PublishBefore;
        var signs = newestFirst.FindIndex(key => key.CreatedAt <= publishedBy);
        // The very first key has nobody to wait for.
        var first = newestFirst[signs < 0 ? newestFirst.Count - 1 : signs].Key;
        return [first, .. newestFirst.Select(key => key.Key).Where(key => key != first)];
    }

    private async Task<List<(ECDsaSecurityKey Key, DateTimeOffset CreatedAt)>> ReadableAsync(CancellationToken cancellationToken)
    {
        var result = new List<(ECDsaSecurityKey, DateTimeOffset)>();
        foreach (var row in await db.SigningKeys.AsNoTracking().OrderByDescending(key => key.CreatedAt).ToListAsync(cancellationToken))
        {
            if (protection.Unprotect(row.Id, row.ProtectedKey) is not { } pkcs8)
            {
                LogUnreadable(row.Id);
                continue;
            }

            var pair = ECDsa.Create();
            pair.ImportPkcs8PrivateKey(pkcs8, out _);
            result.Add((new ECDsaSecurityKey(pair) { KeyId = row.Id }, row.CreatedAt));
        }

        return result;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Made the signing key {Id}.")]
    private partial void LogNewKey(string id);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The signing key {Id} was written under another Auth:Secret and is left out.")]
    private partial void LogUnreadable(string id);
}
