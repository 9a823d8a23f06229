using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Chatbot.ServiceDefaults.Http;

namespace Chatbot.ModelCatalog.Hosts;

/// <summary>An agent's TLS certificate is its own, trusted by nobody: it is known by its hash, fixed at enrolment.</summary>
internal static class AgentCertificate
{
    private static readonly HttpRequestOptionsKey<string> Expected = new("agent-certificate-sha256");

    // What answers at an agent's address need not be one.
    private const long AnswerBytes = 64 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>A client for short questions to agents, whose requests are given their certificate by <see cref="Pin"/>.</summary>
    public static void AddAgentClient(this IServiceCollection services, string name) => services
        .AddHttpClient(name, client => (client.Timeout, client.MaxResponseContentBufferSize) = (Patience, AnswerBytes))
        .ConfigurePrimaryHttpMessageHandler(Handler);

    private static HttpClientHandler Handler() => new()
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
            ? PinnedCertificate.Matches(certificate, sha256)
            : errors == SslPolicyErrors.None;
}
