namespace Chatbot.LmStudioAgent.Enrolment;

/// <summary>
/// From another machine the services of the chat are reached through its page. Service discovery alone can't say so: it leaves
/// out what is configured with another scheme than it was asked for, and <c>http://auth</c> is what the services ask for.
/// </summary>
internal sealed class ThroughPage(Uri server) : DelegatingHandler
{
    private static readonly string[] Services = ["auth", "catalog"];

    public static void Register(IServiceCollection services, Uri server) =>
        services.ConfigureHttpClientDefaults(http => http.AddHttpMessageHandler(() => new ThroughPage(server)));

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is { Scheme: "http", IsDefaultPort: true } asked && Services.Contains(asked.Host))
            request.RequestUri = new UriBuilder(asked) { Scheme = server.Scheme, Host = server.Host, Port = server.Port }.Uri;
        return base.SendAsync(request, cancellationToken);
    }
}
