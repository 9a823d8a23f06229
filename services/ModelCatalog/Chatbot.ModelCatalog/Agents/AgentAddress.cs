using System.Text.RegularExpressions;

namespace Chatbot.ModelCatalog.Agents;

/// <summary>Where an agent says that it is reached, and by which certificate.</summary>
internal static partial class AgentAddress
{
    private const int Longest = 500;

    /// <summary>A sentence that names the field; null where all is well.</summary>
    public static string? Mistake(Uri? address, string? certificateSha256) => address switch
    {
        null or { IsAbsoluteUri: false } or { OriginalString.Length: > Longest } => "address: an absolute http or https address.",
        { Scheme: not ("http" or "https") } or { UserInfo: not "" } => "address: an absolute http or https address.",
        _ when certificateSha256 is not null && !Hash().IsMatch(certificateSha256) => "certificateSha256: 64 lower-case hexadecimal digits.",
        { Scheme: "http" } when certificateSha256 is not null => "certificateSha256: an http address has no certificate.",
        _ => null,
    };

    [GeneratedRegex(@"^[0-9a-f]{64}\z")]
    private static partial Regex Hash();
}
