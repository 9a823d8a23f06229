using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Chatbot.Auth.Contracts;
using Chatbot.LmStudioAgent.Catalog;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.LmStudioAgent.Enrolment;
using Chatbot.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.LmStudioAgent.Tests.Enrolment;

public sealed class EnrolmentTests : IAsyncLifetime
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"chatbot-agent-{Guid.CreateVersion7():n}");
    private FakeChat _chat = null!;

    public async ValueTask InitializeAsync() => _chat = await FakeChat.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _chat.DisposeAsync();
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task The_first_start_enrols_and_the_agent_speaks_for_its_host_by_its_own_account()
    {
        await using var agent = new EnrolledAgent(_chat.Origin, _folder, ("Agent:PublicAddress", "https://shelf.example:7443"));
        agent.StartServer();

        await Eventually.TrueAsync(() => !_chat.Connections.IsEmpty, "the agent connects to the catalog, through the page");

        var enrolment = Assert.Single(_chat.Enrolments);
        Assert.Equal((FakeChat.Token, new Uri("https://shelf.example:7443")), (enrolment.Token, enrolment.Address));
        Assert.Contains((FakeChat.Credentials.ClientId, FakeChat.Credentials.ClientSecret), _chat.TokenRequests);
        var connection = _chat.Connections.First();
        Assert.Equal(("The shelf", enrolment.Address, enrolment.CertificateSha256), (connection.Name, connection.Address, connection.CertificateSha256));
        Assert.Equal(FakeChat.Credentials.Messaging, agent.Services.GetRequiredService<IConfiguration>().GetConnectionString("messaging"));
    }

    [Fact]
    public async Task The_certificate_that_is_shown_is_the_one_that_is_kept()
    {
        await using var agent = new EnrolledAgent(_chat.Origin, _folder);
        agent.StartServer();

        using var kept = AgentCertificate.LoadOrCreate(_folder);
        Assert.Equal(AgentCertificate.Fingerprint(kept), _chat.Enrolments.Single().CertificateSha256);
        Assert.Equal($"https://{Environment.MachineName.ToLowerInvariant()}:7443/", _chat.Enrolments.Single().Address.AbsoluteUri);
        Assert.True(kept.HasPrivateKey);
    }

    [Fact]
    public async Task The_next_start_needs_no_token()
    {
        await using (var first = new EnrolledAgent(_chat.Origin, _folder)) first.StartServer();

        await using var second = new EnrolledAgent(_chat.Origin, _folder, ("Agent:EnrolmentToken", ""));
        using var client = second.CreateClient();
        var alive = await client.GetFromJsonAsync<AgentAlive>("alive", TestContext.Current.CancellationToken);

        Assert.Equal("shelf", alive!.HostId);
        Assert.Single(_chat.Enrolments);
    }

    [Fact]
    public async Task Only_the_account_can_read_what_it_was_given()
    {
        if (OperatingSystem.IsWindows()) return;
        // As a package or systemd makes it.
        Directory.CreateDirectory(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        await using var agent = new EnrolledAgent(_chat.Origin, _folder);
        agent.StartServer();

        foreach (var file in new[] { KeptCredentials.FileIn(_folder), Path.Combine(_folder, "certificate.pfx") })
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task Access_tokens_are_checked_by_the_keys_that_the_page_passes_on()
    {
        await using var agent = new EnrolledAgent(_chat.Origin, _folder);
        using var client = agent.CreateClient();

        Assert.False(await ReadAsync(client, _chat.Sign(Scopes.ReadAgent)) is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden);
        await using var stranger = await FakeChat.StartAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await ReadAsync(client, stranger.Sign(Scopes.ReadAgent)));
    }

    [Fact]
    public async Task A_page_by_https_is_asked_by_https()
    {
        var asked = new TaskCompletionSource<Uri?>();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationManager());
        ThroughPage.Register(services, new Uri("https://chat.example.com"));
        services.AddServiceDiscovery().ConfigureHttpClientDefaults(http => http.AddServiceDiscovery());
        services.AddHttpClient("auth").ConfigurePrimaryHttpMessageHandler(() => new Asked(asked));
        await using var provider = services.BuildServiceProvider();

        using var client = provider.GetRequiredService<IHttpClientFactory>().CreateClient("auth");
        using var response = await client.GetAsync(new Uri("http://auth/.well-known/openid-configuration"), TestContext.Current.CancellationToken);

        Assert.Equal("https://chat.example.com/.well-known/openid-configuration", (await asked.Task)?.AbsoluteUri);
    }

    private static async Task<HttpStatusCode> ReadAsync(HttpClient client, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "estimate?model=none");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private sealed class Asked(TaskCompletionSource<Uri?> asked) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            asked.SetResult(request.RequestUri);
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK));
        }
    }
}
