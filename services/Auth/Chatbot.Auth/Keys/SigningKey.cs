namespace Chatbot.Auth.Keys;

/// <summary>A key pair as it is stored.</summary>
/// <remarks>Rotation: made, published at once, signs from ten minutes later until its successor does, gone a week after.</remarks>
internal sealed class SigningKey
{
    /// <summary>The <c>kid</c> of tokens.</summary>
    public required string Id { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>PKCS#8, encrypted by <see cref="KeyProtection"/>.</summary>
    public required byte[] ProtectedKey { get; init; }
}
