using System.Security.Cryptography;
using System.Text;

namespace Chatbot.Chat.Archives;

/// <summary>Ids of what is brought in under another one: the same again when the same is brought in again.</summary>
internal static class DerivedId
{
    public static Guid Of(params ReadOnlySpan<string> path)
    {
        var id = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', path))).AsSpan(0, 16);
        // A UUID of version 8: made by a rule of one's own.
        id[6] = (byte)((id[6] & 0x0f) | 0x80);
        id[8] = (byte)((id[8] & 0x3f) | 0x80);
        return new Guid(id, bigEndian: true);
    }
}
