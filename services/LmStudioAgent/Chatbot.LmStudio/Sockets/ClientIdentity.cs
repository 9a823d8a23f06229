using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Chatbot.LmStudio.Sockets;

/// <summary>
/// Who this process is to LM Studio. The same pair goes to every socket: the server trusts the first passkey it sees for
/// an identifier as long as any socket of it is open.
/// </summary>
internal sealed partial record ClientIdentity(string Identifier, string Passkey)
{
    /// <summary>An API token <c>sk-lm-ID:KEY</c> is split into the pair; without one, or with another kind of token, a guest.</summary>
    public static ClientIdentity For(string? apiToken) =>
        apiToken is not null && ApiToken().Match(apiToken) is { Success: true } match
            ? new(match.Groups[1].Value, match.Groups[2].Value)
            : new($"guest:{Random()}", Random());

    private static string Random() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));

    [GeneratedRegex("^sk-lm-([A-Za-z0-9]{8}):([A-Za-z0-9]{20})$")]
    private static partial Regex ApiToken();
}
