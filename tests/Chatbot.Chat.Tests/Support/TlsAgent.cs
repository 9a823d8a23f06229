using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Chatbot.Chat.Tests.Support;

/// <summary>An agent on another machine: it shows a certificate that it made itself.</summary>
internal sealed class TlsAgent : IAsyncDisposable
{
    private readonly X509Certificate2 _certificate = Create();
    private WebApplication _app = null!;

    public Uri Address => new(_app.Urls.Single());

    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(_certificate.RawData));

    public static async Task<TlsAgent> StartAsync(int port = 0)
    {
        var agent = new TlsAgent();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, port, listen => listen.UseHttps(agent._certificate)));
        agent._app = builder.Build();
        agent._app.MapGet("/alive", () => "yes");
        await agent._app.StartAsync();
        return agent;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _certificate.Dispose();
    }

    private static X509Certificate2 Create()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest("CN=agent", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}
