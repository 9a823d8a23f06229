using System.Net;
using System.Net.Http.Json;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.ModelCatalog.Data;
using Chatbot.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.ModelCatalog.Tests;

/// <summary>An agent is enrolled while the accounts of its host are taken away.</summary>
public sealed class AccountRaceTests : IAsyncLifetime
{
    private const string Made = "POST /clients/agents";
    private const string Gone = "DELETE /clients/agents/studio";
    private const string GoneAtBroker = "DELETE /api/users/agent-studio";

    private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CatalogApplication _catalog = null!;
    private HttpClient _admin = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _catalog = await CatalogApplication.StartAsync(
            null, null, ("Broker:ManagementUrl", "http://broker:15672/"), ("Broker:User", "admin"), ("Broker:Password", "secret"), ("Broker:AgentAddress", "amqps://broker.example:5671/"));
        _admin = _catalog.CreateClient(TestUser.Admin());
    }

    public ValueTask DisposeAsync()
    {
        _goOn.TrySetResult();
        _admin.Dispose();
        return _catalog.DisposeAsync();
    }

    [Fact]
    public async Task The_accounts_that_an_enrolment_makes_are_not_taken_away_with_those_of_the_removed_host()
    {
        await EnrolAsync(await AddAsync());
        HoldAt(Gone);
        await RemoveAsync();
        await Eventually.TrueAsync(() => Count(Gone) == 1, "the accounts are being taken away");

        var enrolment = EnrolAsync(await AddAsync());
        await Eventually.TrueAsync(async () => await SomebodyWaitsAsync() || Count(Made) == 2, "the new agent is being enrolled");
        _goOn.SetResult();

        Assert.Equal(HttpStatusCode.OK, await enrolment);
        Assert.Equal([Made, Gone, GoneAtBroker, Made], Accounts());
    }

    [Fact]
    public async Task A_host_that_is_removed_while_its_agent_is_enrolled_keeps_no_accounts()
    {
        HoldAt(Made);
        var enrolment = EnrolAsync(await AddAsync());
        await Eventually.TrueAsync(() => Count(Made) == 1, "the accounts are being made");

        await RemoveAsync();
        await Eventually.TrueAsync(async () => await SomebodyWaitsAsync() || Count(GoneAtBroker) == 1, "the accounts are to be taken away");
        _goOn.SetResult();
        await enrolment;

        await Eventually.TrueAsync(() => Count(GoneAtBroker) == 1, "they are");
        Assert.Equal([Made, Gone, GoneAtBroker], Accounts());
    }

    private void HoldAt(string asked) => _catalog.Auth.Hold = now => now == asked ? _goOn.Task : Task.CompletedTask;

    private int Count(string asked) => Accounts().Count(one => one == asked);

    private List<string> Accounts() =>
        [.. _catalog.Auth.Asked.Select(asked => string.Join(' ', asked.Split(' ').Take(2))).Where(asked => asked is Made or Gone or GoneAtBroker)];

    private async Task<bool> SomebodyWaitsAsync()
    {
        await using var scope = _catalog.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CatalogDbContext>().Database
            .SqlQuery<int>($"SELECT count(*)::int AS \"Value\" FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())")
            .SingleAsync(Token) > 0;
    }

    private async Task RemoveAsync()
    {
        using var removed = await _admin.DeleteAsync("/api/hosts/studio", Token);
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
    }

    private async Task<string> AddAsync()
    {
        using var response = await _admin.PostAsJsonAsync("/api/hosts", new { name = "Studio", id = "studio" }, Token);
        return (await response.Content.ReadFromJsonAsync<EnrolmentToken>(Token))!.Token;
    }

    private async Task<HttpStatusCode> EnrolAsync(string token)
    {
        using var agent = _catalog.CreateClient();
        using var response = await agent.PostAsJsonAsync("/agents/enrol", new AgentEnrolment(token, new Uri("http://studio.example/"), null), Token);
        return response.StatusCode;
    }
}
