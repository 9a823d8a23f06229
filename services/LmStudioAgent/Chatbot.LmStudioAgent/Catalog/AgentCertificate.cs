using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Chatbot.LmStudioAgent.Enrolment;
using Microsoft.Extensions.Options;

namespace Chatbot.LmStudioAgent.Catalog;

/// <summary>
/// The TLS certificate of an agent that others reach over a network: made once, signed by itself, kept in the agent's folder.
/// Nobody trusts it by its name; the chat service trusts the very key that was shown at enrolment.
/// </summary>
internal sealed class AgentCertificate(IOptions<AgentOptions> options)
{
    private const string FileName = "certificate.pfx";
    private static readonly TimeSpan Life = TimeSpan.FromDays(3650);
    private readonly Lazy<X509Certificate2?> _certificate = new(() => options.Value.PublicAddress?.Scheme == Uri.UriSchemeHttps ? LoadOrCreate(options.Value.DataFolder) : null);

    public X509Certificate2? Certificate => _certificate.Value;

    /// <summary>Lower-case hex; null where the agent speaks plain HTTP.</summary>
    public string? Sha256 => Certificate is { } certificate ? Fingerprint(certificate) : null;

    public static string Fingerprint(X509Certificate2 certificate) => Convert.ToHexStringLower(SHA256.HashData(certificate.RawDataMemory.Span));

    public static X509Certificate2 LoadOrCreate(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) PrivateFile.Write(path, Create());
        return X509CertificateLoader.LoadPkcs12FromFile(path, null);
    }

    private static byte[] Create()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=chatbot-agent", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now + Life);
        return certificate.Export(X509ContentType.Pkcs12);
    }
}
