using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.ModelCatalog.Hosts;
using Chatbot.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Chatbot.ModelCatalog.Tests;

public sealed class EstimateTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private CatalogApplication _catalog = null!;
    private FakeAgent _studio = null!;
    private FakeAgent _laptop = null!;
    private HttpClient _person = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _catalog = await CatalogApplication.StartAsync(_time);
        _studio = await FakeAgent.StartAsync();
        _laptop = await FakeAgent.StartAsync("laptop");
        foreach (var agent in new[] { _studio, _laptop })
        {
            await PublishAsync(Reports.Host(agent.HostId) with { AgentAddress = agent.Address });
            await PublishAsync(Reports.Inventory(agent.HostId));
        }

        var fleet = _catalog.Services.GetRequiredService<Fleet>();
        await Eventually.TrueAsync(() => fleet.Hosts.Values.Count(host => host.IsUsable && host.Has(Reports.Small)) == 2, "both hosts are known");
        _person = _catalog.CreateClient(TestUser.Regular());
    }

    public async ValueTask DisposeAsync()
    {
        _person.Dispose();
        await _catalog.DisposeAsync();
        await _studio.DisposeAsync();
        await _laptop.DisposeAsync();
    }

    [Fact]
    public async Task Each_host_that_has_the_model_says_what_it_would_take_and_displace()
    {
        _studio.Estimate = context => Results.Ok(new ModelEstimate(context.Request.Query["modelKey"]!, true, 3_000, 2_000, "high", ["old:1", "old:2"], null));
        _laptop.Estimate = context => Results.Ok(new ModelEstimate(
            Reports.Small, false, int.Parse(context.Request.Query["contextLength"]!, System.Globalization.CultureInfo.InvariantCulture), 500, "low", [], "It is too large for this host."));

        var estimates = await EstimatesAsync($"?model={Uri.EscapeDataString(Reports.SmallId)}&contextLength=8192");

        var (laptop, studio) = (estimates[0], estimates[1]);
        Assert.Equal(("studio", true, 3_000, 2_000, "high", null), (studio.Host, studio.Fits, studio.RequiredBytes, studio.FreeBytes, studio.Confidence, studio.Reason));
        Assert.Equal(["old:1", "old:2"], studio.WouldUnload);
        // With a token for each, that is good at no other.
        Assert.Equal(2, _catalog.Auth.Asked.Count(asked => asked.EndsWith("resource=agent%3Astudio", StringComparison.Ordinal) || asked.EndsWith("resource=agent%3Alaptop", StringComparison.Ordinal)));
        Assert.Equal(("laptop", false, 8_192, "It is too large for this host."), (laptop.Host, laptop.Fits, laptop.RequiredBytes, laptop.Reason));
    }

    [Fact]
    public async Task A_host_that_is_named_is_asked_alone()
    {
        _studio.Estimate = _ => Results.Ok(new ModelEstimate(Reports.Small, true, 3_000, 2_000, "high", [], null));

        var estimates = await EstimatesAsync($"?model={Uri.EscapeDataString(Reports.SmallId)}&host=studio");

        Assert.Equal("studio", Assert.Single(estimates).Host);
    }

    [Fact]
    public async Task A_host_that_hangs_is_waited_for_two_and_a_half_seconds_and_listed_as_not_saying()
    {
        _laptop.Hangs = true;
        var asking = EstimatesAsync($"?model={Uri.EscapeDataString(Reports.SmallId)}");
        await Eventually.TrueAsync(() => _laptop.Hanging > 0, "the laptop is asked");
        Assert.False(asking.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(2.5));
        var estimates = await asking;

        Assert.Equal(("laptop", false, "low", "The agent of host laptop did not answer in time."), (estimates[0].Host, estimates[0].Fits, estimates[0].Confidence, estimates[0].Reason));
        Assert.Equal("studio", estimates[1].Host);
    }

    [Fact]
    public async Task Without_auth_no_agent_is_asked_and_the_answer_comes_all_the_same()
    {
        _catalog.Auth.Hangs = true;
        var asking = EstimatesAsync($"?model={Uri.EscapeDataString(Reports.SmallId)}");
        await Eventually.TrueAsync(() => !_catalog.Auth.Asked.IsEmpty, "auth is asked");

        _time.Advance(TimeSpan.FromSeconds(2.5));

        Assert.All(await asking, estimate => Assert.False(estimate.Fits));
    }

    [Fact]
    public async Task A_host_that_is_away_or_answers_nonsense_is_listed_with_a_reason()
    {
        await PublishAsync(Reports.Host("laptop", number: 2, health: LmStudioHealth.Unreachable) with { AgentAddress = _laptop.Address });
        _studio.Estimate = _ => Results.Text("<html>");
        var fleet = _catalog.Services.GetRequiredService<Fleet>();
        await Eventually.TrueAsync(() => !fleet.Hosts["laptop"].IsUsable, "the report is taken");

        var estimates = await EstimatesAsync($"?model={Uri.EscapeDataString(Reports.SmallId)}");

        Assert.Contains("LM Studio does not answer", estimates[0].Reason, StringComparison.Ordinal);
        Assert.Contains("did not answer", estimates[1].Reason, StringComparison.Ordinal);
        Assert.All(estimates, estimate => Assert.Equal((false, "low"), (estimate.Fits, estimate.Confidence)));
    }

    [Fact]
    public async Task A_host_at_an_address_that_cannot_be_asked_is_listed_with_a_reason()
    {
        _catalog.Services.GetRequiredService<Fleet>().Take(Reports.Host(number: 2) with { AgentAddress = new Uri("desk://studio/") });

        var estimates = await EstimatesAsync($"?model={Uri.EscapeDataString(Reports.SmallId)}&host=studio");

        Assert.Contains("did not answer", Assert.Single(estimates).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "model")]
    [InlineData("?model=gemini-2.5-pro", "model")]
    [InlineData("?model=lmstudio:qwen/qwen3-4b&host=The%20Studio", "host")]
    [InlineData("?model=lmstudio:qwen/qwen3-4b&contextLength=0", "contextLength")]
    [InlineData("?model=lmstudio:qwen/qwen3-4b&contextLength=long", "contextLength")]
    public async Task What_is_malformed_is_refused_and_the_field_is_named(string query, string named)
    {
        using var response = await _person.GetAsync($"/api/models/estimate{query}", Token);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var error = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Equal("bad_request:models", error.GetProperty("code").GetString());
        Assert.Contains(named, error.GetProperty("cause").GetString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Estimates_are_for_those_who_may_load_the_model()
    {
        var path = $"/api/models/estimate?model={Uri.EscapeDataString(Reports.SmallId)}";
        using var nobody = _catalog.CreateClient();
        using var guest = _catalog.CreateClient(TestUser.Guest());
        using var other = _catalog.CreateClient(TestUser.Regular() with { Models = ["gemini-*"] });

        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync(path, Token)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await guest.GetAsync(path, Token)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await other.GetAsync(path, Token)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _person.GetAsync("/api/models/estimate?model=lmstudio:no/such", Token)).StatusCode);
    }

    private Task PublishAsync<T>(T message) where T : class => _catalog.Bus.Bus.Publish(message, Token);

    private async Task<List<HostEstimate>> EstimatesAsync(string query) =>
        (await _person.GetFromJsonAsync<List<HostEstimate>>($"/api/models/estimate{query}", Token))!;
}
