using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Chatbot.Auth.Contracts;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.ModelCatalog.Enrolment;
using Chatbot.Testing;
using MassTransit.Testing;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Chatbot.ModelCatalog.Tests;

public sealed class EnrolmentTests : IAsyncLifetime
{
    private const string Certificate = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private static readonly Uri Address = new("https://studio.example:5443/");

    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private CatalogApplication _catalog = null!;
    private HttpClient _admin = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _catalog = await CatalogApplication.StartAsync(
            _time, null, ("Broker:ManagementUrl", "http://broker:15672/"), ("Broker:User", "admin"), ("Broker:Password", "secret"), ("Broker:AgentAddress", "amqps://broker.example:5671/"));
        _admin = _catalog.CreateClient(TestUser.Admin());
    }

    public ValueTask DisposeAsync()
    {
        _admin.Dispose();
        return _catalog.DisposeAsync();
    }

    [Fact]
    public async Task A_token_becomes_the_accounts_of_an_agent_which_then_serves_its_host()
    {
        var token = await AddAsync("""{"name":"The Studio, upstairs"}""");
        Assert.Equal(("the-studio-upstairs", _time.GetUtcNow().AddHours(1)), (token.Id, token.ExpiresAt));

        using var response = await EnrolAsync(token.Token);
        var credentials = (await response.Content.ReadFromJsonAsync<AgentCredentials>(Token))!;

        Assert.Equal((token.Id, "The Studio, upstairs", Clients.AgentOf(token.Id), "its secret"), (credentials.HostId, credentials.Name, credentials.ClientId, credentials.ClientSecret));
        Assert.Matches("^amqps://agent-the-studio-upstairs:[A-Za-z0-9_-]{43}@broker.example:5671/$", credentials.Messaging);
        using var agent = _catalog.CreateAgent(credentials.ClientId);
        using var connected = await agent.PostAsJsonAsync(
            $"/agents/{token.Id}/connection", new AgentConnect(Guid.CreateVersion7(), Reports.Started, "x", new Uri("https://elsewhere.example/"), null, Certificate), Token);
        Assert.Equal(HttpStatusCode.OK, connected.StatusCode);
        var host = (await _admin.GetFromJsonAsync<List<HostEntry>>("/api/hosts", Token))!.Single();
        Assert.Equal((true, Address), (host.Enrolled, host.AgentAddress));
        await Eventually.TrueAsync(
            () => _catalog.Bus.Published.Select<HostRegistered>(Token).Any(sent => sent.Context.Message == new HostRegistered(token.Id, Address, Certificate, false)), "the chat service is told");
    }

    [Fact]
    public async Task A_user_of_the_broker_has_its_own_queue_and_says_what_agents_say_and_nothing_else()
    {
        var token = await AddAsync("""{"name":"Studio","id":"studio"}""");
        using var response = await EnrolAsync(token.Token);

        var rights = _catalog.Auth.Asked.Single(asked => asked.StartsWith("PUT /api/permissions/%2F/agent-studio ", StringComparison.Ordinal));
        var permissions = JsonSerializer.Deserialize<JsonElement>(rights[rights.IndexOf('{', StringComparison.Ordinal)..]);
        bool May(string right, string name) => Regex.IsMatch(name, permissions.GetProperty(right).GetString()!);
        Assert.True(May("configure", "agent-studio") && May("write", "Chatbot.LmStudioAgent.Contracts:HostReported") && May("read", "agent-studio"));
        Assert.False(May("write", "agent-laptop") || May("read", "agent-studio2") || May("configure", "catalog-operation-ended"));
        Assert.False(May("read", "Chatbot.LmStudioAgent.Contracts:HostReported") || May("write", "Chatbot.LmStudioAgent.Contracts:HostRegistered"));
    }

    [Fact]
    public async Task A_token_is_used_once_however_many_use_it_at_once()
    {
        var token = await AddAsync("""{"name":"Studio"}""");

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => EnrolAsync(token.Token)));

        Assert.Equal(1, answers.Count(answer => answer.StatusCode == HttpStatusCode.OK));
        Assert.Equal(3, answers.Count(answer => answer.StatusCode == HttpStatusCode.Unauthorized));
    }

    [Fact]
    public async Task A_token_lapses_after_an_hour_and_with_the_next_one()
    {
        var first = await AddAsync("""{"name":"Studio","id":"studio"}""");
        using var renewed = await _admin.PostAsync("/api/hosts/studio/token", null, Token);
        var second = (await renewed.Content.ReadFromJsonAsync<EnrolmentToken>(Token))!;
        Assert.Equal(HttpStatusCode.Unauthorized, (await EnrolAsync(first.Token)).StatusCode);

        _time.Advance(TimeSpan.FromMinutes(61));

        Assert.Equal(HttpStatusCode.Unauthorized, (await EnrolAsync(second.Token)).StatusCode);
    }

    [Fact]
    public async Task While_auth_is_away_a_token_is_not_used_up()
    {
        var token = await AddAsync("""{"name":"Studio"}""");
        _catalog.Auth.IsAway = true;
        using var away = await EnrolAsync(token.Token);
        _catalog.Auth.IsAway = false;
        using var back = await EnrolAsync(token.Token);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK), (away.StatusCode, back.StatusCode));
    }

    [Fact]
    public async Task A_removed_host_loses_its_accounts_and_comes_back_by_a_new_token()
    {
        var token = await AddAsync("""{"name":"Studio","id":"studio"}""");
        await EnrolAsync(token.Token);
        _catalog.Auth.IsAway = true;
        using var removed = await _admin.DeleteAsync("/api/hosts/studio", Token);
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        await Eventually.TrueAsync(() => _catalog.Auth.Asked.Any(asked => asked.StartsWith("DELETE /clients/agents/studio", StringComparison.Ordinal)), "it is tried");
        _catalog.Auth.IsAway = false;
        await Eventually.TrueAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(30));
                return _catalog.Auth.Asked.Any(asked => asked.StartsWith("DELETE /api/users/agent-studio", StringComparison.Ordinal));
            },
            "it is tried again");
        await Eventually.TrueAsync(() => _catalog.Bus.Published.Select<HostRegistered>(Token).Any(sent => sent.Context.Message.Removed), "the chat service is told");

        Assert.Equal(HttpStatusCode.OK, (await EnrolAsync((await AddAsync("""{"name":"Studio","id":"studio"}""")).Token)).StatusCode);
    }

    [Fact]
    public async Task A_chat_service_that_asks_is_told_of_every_enrolled_host_at_once()
    {
        await EnrolAsync((await AddAsync("""{"name":"Studio","id":"studio"}""")).Token);
        await Eventually.TrueAsync(() => Told() > 0, "the chat service is told");
        var before = Told();

        await _catalog.Bus.Bus.Publish(new RegistrationsWanted("another replica"), Token);

        await Eventually.TrueAsync(() => Told() > before, "it is told again, though no time has passed");
        int Told() => _catalog.Bus.Published.Select<HostRegistered>(Token).Count(sent => sent.Context.Message.HostId == "studio");
    }

    [Fact]
    public async Task An_id_that_is_there_is_a_conflict_and_a_name_gets_another_id()
    {
        await AddAsync("""{"name":"Studio"}""");
        using var taken = await _admin.PostAsJsonAsync("/api/hosts", new { name = "Studio", id = "studio" }, Token);

        Assert.Equal(HttpStatusCode.Conflict, taken.StatusCode);
        Assert.StartsWith("studio-", (await AddAsync("""{"name":"Studio"}""")).Id, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/hosts", "{}", "name")]
    [InlineData("/api/hosts", """{"name":" "}""", "name")]
    [InlineData("/api/hosts", """{"name":"x","id":"The Host"}""", "id")]
    [InlineData("/api/hosts", """{"name":"x","surprise":1}""", "surprise")]
    [InlineData("/api/hosts/The%20Host/token", null, "id")]
    [InlineData("/agents/enrol", "{}", "token")]
    [InlineData("/agents/enrol", """{"token":"x.y","address":"nowhere"}""", "address")]
    [InlineData("/agents/enrol", """{"token":"x.y","address":"https://x/","certificateSha256":"z"}""", "certificateSha256")]
    [InlineData("/agents/enrol", "nonsense", "JSON")]
    public async Task What_is_malformed_is_refused_and_the_field_is_named(string path, string? body, string named)
    {
        using var response = await _admin.PostAsync(path, body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"), Token);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(named, (await response.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("cause").GetString(), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("studio.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("elsewhere.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("studio.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("studio.!")]
    public async Task A_token_that_nobody_gave_is_refused(string token)
    {
        await AddAsync("""{"name":"Studio","id":"studio"}""");

        using var response = await EnrolAsync(token);

        Assert.Equal(token.Length == 0 ? HttpStatusCode.BadRequest : HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Only_those_who_manage_hosts_get_tokens()
    {
        foreach (var (client, status) in new[]
        {
            (_catalog.CreateClient(), HttpStatusCode.Unauthorized),
            (_catalog.CreateClient(TestUser.Guest()), HttpStatusCode.Forbidden),
            (_catalog.CreateClient(TestUser.Regular()), HttpStatusCode.Forbidden),
        })
        {
            using (client)
            {
                Assert.Equal(status, (await client.PostAsJsonAsync("/api/hosts", new { name = "x" }, Token)).StatusCode);
                Assert.Equal(status, (await client.PostAsync("/api/hosts/studio/token", null, Token)).StatusCode);
            }
        }

        Assert.Equal(HttpStatusCode.NotFound, (await _admin.PostAsync("/api/hosts/elsewhere/token", null, Token)).StatusCode);
    }

    [Fact]
    public void A_broker_that_is_managed_needs_a_user_and_an_address_for_agents()
    {
        var result = new ValidateBrokerOptions().Validate(null, new BrokerOptions { ManagementUrl = "broker", AgentAddress = "http://x/" });

        Assert.Equal(3, result.Failures!.Count());
        Assert.Equal(ValidateOptionsResult.Success, new ValidateBrokerOptions().Validate(null, new BrokerOptions()));
    }

    private async Task<EnrolmentToken> AddAsync(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _admin.PostAsync("/api/hosts", content, Token);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<EnrolmentToken>(Token))!;
    }

    private async Task<HttpResponseMessage> EnrolAsync(string token)
    {
        using var agent = _catalog.CreateClient();
        return await agent.PostAsJsonAsync("/agents/enrol", new AgentEnrolment(token, Address, Certificate), Token);
    }
}
