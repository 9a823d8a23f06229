using Chatbot.Auth.Accounts;

namespace Chatbot.Auth.Sessions;

/// <summary>One sign-in. Deleting the row revokes it; tokens got for it before end within ten minutes.</summary>
internal sealed class Session
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    // A token is got every ten minutes of use: the row is written once an hour at most.
    private static readonly TimeSpan Precision = TimeSpan.FromHours(1);

    private Session()
    {
    }

    public byte[] HandleHash { get; private set; } = [];

    public Guid AccountId { get; private set; }

    public Account Account { get; private set; } = null!;

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset LastUsedAt { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public static Session Start(SessionHandle handle, Account account, DateTimeOffset now) => new()
    {
        HandleHash = handle.Hash(),
        AccountId = account.Id,
        Account = account,
        CreatedAt = now,
        LastUsedAt = now,
        ExpiresAt = now + Lifetime,
    };

    public bool IsDueForRenewal(DateTimeOffset now) => now - LastUsedAt >= Precision;
}
