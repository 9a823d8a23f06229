using Chatbot.Auth.Accounts;

namespace Chatbot.Auth.ApiKeys;

/// <summary>A key by which programs act for an account. Deleting the row revokes it.</summary>
internal sealed class ApiKey
{
    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    public Account Account { get; private set; } = null!;

    public required string Name { get; init; }

    public required string Prefix { get; init; }

    public required byte[] Hash { get; init; }

    /// <summary>Of <see cref="Contracts.ApiKeyScopes"/>.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? LastUsedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }
}
