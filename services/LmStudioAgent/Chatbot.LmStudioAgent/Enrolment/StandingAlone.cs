using System.Security.Cryptography.X509Certificates;
using Chatbot.LmStudioAgent.Catalog;
using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.LmStudioAgent.Enrolment;

/// <summary>An agent on a machine of its own: its settings' file, and what it gets by being enrolled, before anything else is built.</summary>
internal static class StandingAlone
{
    /// <summary>False, after a sentence, where the agent can't start like that.</summary>
    public static async Task<bool> PrepareAsync(this WebApplicationBuilder builder)
    {
        try
        {
            builder.Configuration.AddAgentFiles();
            if (EnrolmentSettings.From(builder.Configuration) is not { } settings)
            {
                return builder.Configuration.GetConnectionString("messaging") is { Length: > 0 } ? true
                    : throw new EnrolmentException("This agent serves no chat yet: say which one with Agent__Server=https://chat.example.com, and at the first start Agent__EnrolmentToken with a token from its page of models.");
            }

            // Made first: a token is not spent where nothing can be kept.
            var certificate = settings.PublicAddress.Scheme == Uri.UriSchemeHttps ? AgentCertificate.LoadOrCreate(settings.DataFolder) : null;
            var credentials = await CredentialsAsync(settings, certificate);
            builder.Configuration.AddInMemoryCollection(Configuration(settings, credentials, builder.Configuration));
            ThroughPage.Register(builder.Services, settings.Server);
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenAnyIP(settings.PublicAddress.Port, listen =>
            {
                if (certificate is not null) listen.UseHttps(certificate);
            }));
            return true;
        }
        catch (Exception exception) when (exception is EnrolmentException or UnauthorizedAccessException or IOException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return false;
        }
    }

    private static async Task<AgentCredentials> CredentialsAsync(EnrolmentSettings settings, X509Certificate2? certificate)
    {
        if (KeptCredentials.Read(settings.DataFolder) is { } kept && kept.Server == settings.Server) return kept.Agent;
        if (settings.Token is null)
            throw new EnrolmentException($"This agent is not enrolled at {settings.Server}: ask for a token on the chat's page of models, and give it as Agent__EnrolmentToken at the first start.");

        if (settings.Server is { Scheme: "http", IsLoopback: false })
            await Console.Out.WriteLineAsync($"{settings.Server} is not encrypted: whoever listens on the way can take this agent's place. Better give the chat's page a certificate.");
        using var http = new HttpMessageInvoker(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(5) });
        var enrolment = new AgentEnrolment(settings.Token, settings.PublicAddress, certificate is null ? null : AgentCertificate.Fingerprint(certificate));
        var credentials = await new EnrolmentCall(http, TimeProvider.System, Console.Out).EnrolAsync(settings.Server, enrolment, CancellationToken.None);
        new KeptCredentials(settings.Server, credentials).Write(settings.DataFolder);
        await Console.Out.WriteLineAsync($"Enrolled at {settings.Server} as host {credentials.HostId}. The token is spent and needed no more.");
        return credentials;
    }

    private static Dictionary<string, string?> Configuration(EnrolmentSettings settings, AgentCredentials credentials, IConfiguration given) => new()
    {
        ["Agent:HostId"] = credentials.HostId,
        ["Agent:Name"] = credentials.Name,
        ["Agent:DataFolder"] = settings.DataFolder,
        ["Agent:PublicAddress"] = settings.PublicAddress.AbsoluteUri,
        ["Auth:ClientId"] = credentials.ClientId,
        ["Auth:ClientSecret"] = credentials.ClientSecret,
        ["ConnectionStrings:messaging"] = given.GetConnectionString("messaging") is { Length: > 0 } own ? own : credentials.Messaging
            ?? throw new EnrolmentException("The chat gave no account at its message broker: ask who runs it for one, and give it as ConnectionStrings__messaging=amqps://user:password@host:5671."),
    };
}
