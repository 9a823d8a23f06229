using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Chatbot.Auth.Keys;

/// <summary>AES-256-GCM under a key derived from <c>Auth:Secret</c>: who has the database alone can't sign.</summary>
internal sealed class KeyProtection(IOptions<AuthOptions> options)
{
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private readonly byte[] _key = Derive(options.Value.Secret, "chatbot signing keys");

    /// <summary>OpenIddict wants a key for tokens that are encrypted, though none of ours is.</summary>
    public byte[] EncryptionKey { get; } = Derive(options.Value.Secret, "chatbot token encryption");

    /// <summary>Nonce, tag and ciphertext; <paramref name="id"/> is bound to them, so that rows can't be exchanged.</summary>
    public byte[] Protect(string id, byte[] plaintext)
    {
        var result = new byte[NonceLength + TagLength + plaintext.Length];
        var nonce = result.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_key, TagLength);
        aes.Encrypt(nonce, plaintext, result.AsSpan(NonceLength + TagLength), result.AsSpan(NonceLength, TagLength), Encoding.UTF8.GetBytes(id));
        return result;
    }

    /// <summary>Null where it was protected under another secret.</summary>
    public byte[]? Unprotect(string id, ReadOnlySpan<byte> protectedKey)
    {
        if (protectedKey.Length <= NonceLength + TagLength) return null;
        var plaintext = new byte[protectedKey.Length - NonceLength - TagLength];
        try
        {
            using var aes = new AesGcm(_key, TagLength);
            aes.Decrypt(protectedKey[..NonceLength], protectedKey[(NonceLength + TagLength)..], protectedKey.Slice(NonceLength, TagLength), plaintext, Encoding.UTF8.GetBytes(id));
            return plaintext;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static byte[] Derive(string secret, string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret), 32, info: Encoding.UTF8.GetBytes(purpose));
}
