using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Chatbot.Auth.ApiKeys;

/// <summary><c>sk-chatbot-</c> and 256 random bits, base64url: scanners for leaked secrets know such a beginning. Only the hash is stored.</summary>
internal readonly record struct ApiKeySecret(string Value)
{
    private const string Beginning = "sk-chatbot-";
    private const int Bytes = 32;
    private const int Shown = 4;

    public string Prefix => Value[..(Beginning.Length + Shown)];

    public static ApiKeySecret Create() => new(Beginning + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes)));

    /// <summary>A plain hash is enough: there is nothing to guess in 256 random bits.</summary>
    public byte[] Hash() => SHA256.HashData(Encoding.UTF8.GetBytes(Value));
}
