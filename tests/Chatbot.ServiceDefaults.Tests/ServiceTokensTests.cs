using System.Net;
using System.Net.Http.Json;
using Chatbot.ServiceDefaults.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Chatbot.ServiceDefaults.Tests;

public sealed class ServiceTokensTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly AuthDouble _auth = new();

    [Fact]
    public async Task A_token_is_kept_until_a_minute_before_its_end_and_for_each_scope()
    {
        await using var services = Services();
        var tokens = services.GetRequiredService<ServiceTokens>();
        var token = TestContext.Current.CancellationToken;

        Assert.Equal("1", await tokens.GetAsync("a", token));
        _clock.Advance(TimeSpan.FromSeconds(539));
        Assert.Equal("1", await tokens.GetAsync("a", token));
        Assert.Equal("2", await tokens.GetAsync("b", token));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("3", await tokens.GetAsync("a", token));
        Assert.Equal(["a", "b", "a"], _auth.Scopes);
    }

    [Fact]
    public async Task Many_at_once_ask_once()
    {
        await using var services = Services();
        var tokens = services.GetRequiredService<ServiceTokens>();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => tokens.GetAsync("a", TestContext.Current.CancellationToken)));

        Assert.Single(_auth.Scopes);
    }

    [Fact]
    public async Task A_token_for_one_agent_is_not_presented_to_another()
    {
        await using var services = Services();
        var tokens = services.GetRequiredService<ServiceTokens>();
        using var agent = new HttpMessageInvoker(new ServiceTokenHandler(tokens, "a") { InnerHandler = new Seen() });

        Assert.Equal(["1", "2", "1"], [await PresentedAsync(agent, "desk"), await PresentedAsync(agent, "shelf"), await PresentedAsync(agent, "desk")]);
        Assert.Equal(["agent:desk", "agent:shelf"], _auth.Resources);
    }

    [Fact]
    public async Task A_token_that_does_not_come_holds_up_no_other()
    {
        await using var services = Services();
        var tokens = services.GetRequiredService<ServiceTokens>();
        var token = TestContext.Current.CancellationToken;
        var hold = new TaskCompletionSource();
        _auth.Hold = hold.Task;
        var slow = tokens.GetAsync("a", token, "agent:desk");
        _auth.Hold = Task.CompletedTask;

        Assert.Equal("2", await tokens.GetAsync("a", token, "agent:shelf").WaitAsync(TimeSpan.FromSeconds(30), token));
        hold.SetResult();
        await slow;
    }

    [Fact]
    public async Task A_refusal_is_not_kept()
    {
        await using var services = Services();
        var tokens = services.GetRequiredService<ServiceTokens>();
        _auth.Refuses = true;
        await Assert.ThrowsAsync<HttpRequestException>(() => tokens.GetAsync("a", TestContext.Current.CancellationToken));

        _auth.Refuses = false;
        Assert.Equal("2", await tokens.GetAsync("a", TestContext.Current.CancellationToken));
    }

    public void Dispose() => _auth.Dispose();

    private ServiceProvider Services()
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(_clock);
        services.AddServiceTokens("chat").Configure<ServiceClientOptions>(options => options.ClientSecret = "secret");
        services.AddSingleton<Microsoft.Extensions.Configuration.IConfiguration>(new Microsoft.Extensions.Configuration.ConfigurationManager());
        services.AddHttpClient(nameof(ServiceTokens)).ConfigurePrimaryHttpMessageHandler(() => _auth);
        return services.BuildServiceProvider();
    }

    private static async Task<string?> PresentedAsync(HttpMessageInvoker agent, string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://agent/");
        request.ForAgentOf(host);
        using var response = await agent.SendAsync(request, TestContext.Current.CancellationToken);
        return response.ReasonPhrase;
    }

    /// <summary>Says which token it was shown.</summary>
    private sealed class Seen : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage { ReasonPhrase = request.Headers.Authorization?.Parameter });
    }

    private sealed class AuthDouble : HttpMessageHandler
    {
        public List<string> Scopes { get; } = [];

        public List<string> Resources { get; } = [];

        public bool Refuses { get; set; }

        public Task Hold { get; set; } = Task.CompletedTask;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Assert.Equal(new Uri("http://auth/connect/token"), request.RequestUri);
            var form = System.Web.HttpUtility.ParseQueryString(await request.Content!.ReadAsStringAsync(cancellationToken));
            Assert.Equal(("client_credentials", "chat", "secret"), (form["grant_type"], form["client_id"], form["client_secret"]));
            Scopes.Add(form["scope"]!);
            if (form["resource"] is { } resource) Resources.Add(resource);
            var number = Scopes.Count;
            await Hold;
            return Refuses
                ? new HttpResponseMessage(HttpStatusCode.Unauthorized)
                : new HttpResponseMessage { Content = JsonContent.Create(new { access_token = $"{number}", expires_in = 600 }) };
        }
    }
}
