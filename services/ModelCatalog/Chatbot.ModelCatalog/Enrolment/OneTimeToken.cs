using System.Buffers.Text;
using System.Security.Cryptography;
using Chatbot.ModelCatalog.Hosts;

namespace Chatbot.ModelCatalog.Enrolment;

/// <summary><c>&lt;hostId&gt;.&lt;secret&gt;</c>: 32 random bytes, of which only the hash is kept.</summary>
internal readonly record struct OneTimeToken(string HostId, byte[] Hash)
{
    public static readonly TimeSpan Life = TimeSpan.FromHours(1);

    private const int SecretBytes = 32;

    /// <summary>A new one, and its text, which is told once.</summary>
    public static (OneTimeToken Token, string Text) New(string hostId)
    {
        var secret = RandomNumberGenerator.GetBytes(SecretBytes);
        return (new OneTimeToken(hostId, SHA256.HashData(secret)), $"{hostId}.{Base64Url.EncodeToString(secret)}");
    }

    /// <summary>Null for what is none.</summary>
    public static OneTimeToken? Read(string? text)
    {
        if (text?.Split('.') is not [var hostId, var secret] || !HostSlug.IsValid(hostId)) return null;

        Span<byte> bytes = stackalloc byte[SecretBytes];
        return Base64Url.IsValid(secret) && Base64Url.TryDecodeFromChars(secret, bytes, out var written) && written == SecretBytes
            ? new OneTimeToken(hostId, SHA256.HashData(bytes))
            : null;
    }

    public bool IsSameAs(byte[]? hash) => hash is not null && CryptographicOperations.FixedTimeEquals(Hash, hash);
}
