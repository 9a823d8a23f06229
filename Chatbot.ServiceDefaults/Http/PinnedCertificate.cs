using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chatbot.ServiceDefaults.Http;

/// <summary>A TLS certificate that is known by its hash, whoever signed it.</summary>
public static class PinnedCertificate
{
    /// <param name="certificate">The one that was shown; null where none was.</param>
    /// <param name="sha256">The hash of the one that is expected, in hex.</param>
    public static bool Matches(X509Certificate? certificate, string sha256) =>
        certificate is not null && certificate.GetCertHashString(HashAlgorithmName.SHA256).Equals(sha256, StringComparison.OrdinalIgnoreCase);
}
