using System.Net;
using System.Security.Authentication;
using Chatbot.Chat.Models;
using Chatbot.Chat.Models.Routing;
using Chatbot.Chat.Tests.Support;
using Chatbot.LmStudioAgent.Contracts;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Chatbot.Chat.Tests;

public sealed class PinnedAgentTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly Registrations _registrations;
    private readonly HostTable _hosts;
    private readonly HttpMessageInvoker _http;

    public PinnedAgentTests()
    {
        _registrations = new Registrations(_time);
        _hosts = new HostTable(Options.Create(new ModelsOptions()), _registrations, _time);
        _http = new HttpMessageInvoker(new PinnedAgentHandler(_registrations));
    }

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task The_pinned_certificate_is_taken_and_another_one_is_not()
    {
        await using var agent = await TlsAgent.StartAsync();
        await using var other = await TlsAgent.StartAsync();
        Register("desk", agent.Address, agent.Sha256);
        Register("shelf", other.Address, agent.Sha256);

        Assert.Equal(HttpStatusCode.OK, await AskAsync(agent.Address));
        await AssertRefusedAsync(other.Address);
    }

    [Fact]
    public async Task Without_a_pin_a_certificate_that_nobody_signed_is_refused()
    {
        await using var agent = await TlsAgent.StartAsync();

        await AssertRefusedAsync(agent.Address);
    }

    [Fact]
    public async Task A_new_pin_does_not_find_the_connection_of_the_former_one()
    {
        await using var agent = await TlsAgent.StartAsync();
        Register("desk", agent.Address, agent.Sha256);
        await AskAsync(agent.Address);

        Register("desk", agent.Address, new string('0', 64));

        await AssertRefusedAsync(agent.Address);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_enrolled_host_is_reached_where_it_was_enrolled_whatever_it_reports(bool reportedFirst)
    {
        var enrolled = new Uri("https://desk.example.com:7443/");
        if (reportedFirst) _hosts.Apply(Reports.Host("desk", 1));
        Register("desk", enrolled, new string('0', 64));
        _hosts.Apply(Reports.Host("desk", 2));
        _hosts.Apply(Reports.Host("shelf", 1));

        Assert.Equal(enrolled, _hosts.Hosts.Single(host => host.Report.HostId == "desk").Agent);
        Assert.Equal(new Uri("http://agent-shelf/"), _hosts.Hosts.Single(host => host.Report.HostId == "shelf").Agent);
    }

    [Fact]
    public void A_removed_host_is_gone_until_nobody_says_so_any_more()
    {
        _hosts.Apply(Reports.Host("desk", 1));
        _hosts.Apply(new HostRegistered("desk", new Uri("https://desk:7443/"), null, Removed: true));
        _hosts.Apply(Reports.Host("desk", 2));
        Assert.Empty(_hosts.Hosts);

        _time.Advance(TimeSpan.FromMinutes(3));
        _hosts.Apply(Reports.Host("desk", 3));

        Assert.Single(_hosts.Hosts);
    }

    private void Register(string host, Uri address, string sha256) => _hosts.Apply(new HostRegistered(host, address, sha256, Removed: false));

    private async Task<HttpStatusCode> AskAsync(Uri address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, "alive"));
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private async Task AssertRefusedAsync(Uri address)
    {
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => AskAsync(address));
        Assert.IsType<AuthenticationException>(refused.InnerException);
    }
}
