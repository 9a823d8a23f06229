using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Chatbot.Auth.Sessions;

/// <summary>256 random bits, base64url. Only their hash is stored: who reads the table can't take over a session.</summary>
internal readonly record struct SessionHandle(string Value)
{
    private const int Bytes = 32;

    public static SessionHandle Create() => new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes)));

    /// <summary>A plain hash is enough: there is nothing to guess in 256 random bits.</summary>
    public byte[] Hash() => SHA256.HashData(Encoding.UTF8.GetBytes(Value));
}
