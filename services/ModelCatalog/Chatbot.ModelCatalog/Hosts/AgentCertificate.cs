using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chatbot.ModelCatalog.Hosts;

/// <summary>An agent's TLS certificate is its own, trusted by nobody: it is known by its hash, fixed at enrolment.</summary>
internal static class AgentCertificate
{
    private static readonly HttpRequestOptionsKey<string> Expected = new("agent-certificate-sha256");

    public static HttpMessageHandler Handler() => new HttpClientHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        ServerCertificateCustomValidationCallback = static (request, certificate, _, errors) => IsExpected(request, certificate, errors),
    };

    /// <param name="sha256">Null: only a certificate that the machine trusts.</param>
    public static void Pin(HttpRequestMessage request, string? sha256)
    {
        if (sha256 is not null) request.Options.Set(Expected, sha256);
    }

    private static bool IsExpected(HttpRequestMessage request, X509Certificate2? certificate, SslPolicyErrors errors) =>
        request.Options.TryGetValue(Expected, out var sha256)
            ? certificate is not null && certificate.GetCertHashString(HashAlgorithmName.SHA256).Equals(sha256, StringComparison.OrdinalIgnoreCase)
            : errors == SslPolicyErrors.None;
}
