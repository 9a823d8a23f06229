using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Chatbot.Auth.Accounts;

/// <summary>
/// Proves that who registers first can read the log. Derived from <c>Auth:Secret</c>, so that every replica, and the next
/// start, has the same one.
/// </summary>
internal sealed class SetupCode(IOptions<AuthOptions> options)
{
    // Without what is easily misread: 0 and O, 1 and I.
    private const string Alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    /// <summary>Such as <c>K7QX-2MRA</c>: 40 bits.</summary>
    public string Value { get; } = Derive(options.Value.Secret);

    public bool Matches(string? given) =>
        given is not null && CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(given.Trim().ToUpperInvariant()), Encoding.UTF8.GetBytes(Value));

    private static string Derive(string secret)
    {
        var bytes = HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret), 8, info: "chatbot set-up code"u8.ToArray());
        var letters = string.Concat(bytes.Select(value => Alphabet[value % Alphabet.Length]));
        return $"{letters[..4]}-{letters[4..]}";
    }
}
