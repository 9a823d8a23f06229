using System.Net.Http.Json;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Chatbot.ModelCatalog.Tests;

public sealed class DispatcherTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private CatalogApplication _catalog = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _catalog = await CatalogApplication.StartAsync(_time);
        await _catalog.PublishStudioAsync();
        _client = _catalog.CreateClient(TestUser.Regular());
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return _catalog.DisposeAsync();
    }

    [Fact]
    public async Task A_command_is_sent_without_any_time_passing_and_again_until_the_agent_says_something()
    {
        var operation = await LoadAsync();
        await UntilSentAsync(1);

        await AdvanceUntilAsync(() => _catalog.Sent<LoadModel>().Count >= 2, "it is sent again");
        Assert.All(_catalog.Sent<LoadModel>(), sent => Assert.Equal(operation.Id, sent.OperationId));

        await _catalog.Bus.Bus.Publish(new OperationProgressed(operation.Id, "studio", 0, true), TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(async () => (await GetAsync(operation.Id)).State == OperationStates.Running, "the agent has it");
        Assert.Equal("Waiting for its turn on host studio.", (await GetAsync(operation.Id)).Message);
        var sent = _catalog.Sent<LoadModel>().Count;
        for (var second = 0; second < 15; second++) await TickAsync();
        Assert.Equal(sent, _catalog.Sent<LoadModel>().Count);
    }

    [Fact]
    public async Task The_command_comes_again_when_a_running_operation_is_silent_so_that_a_lost_end_is_told_again()
    {
        var operation = await LoadAsync();
        await UntilSentAsync(1);
        await _catalog.Bus.Bus.Publish(new OperationProgressed(operation.Id, "studio", 0.5, false), TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(async () => (await GetAsync(operation.Id)).State == OperationStates.Running, "it runs");

        await AdvanceUntilAsync(() => _catalog.Sent<LoadModel>().Count >= 2, "it is sent again");
    }

    [Fact]
    public async Task What_no_agent_takes_expires()
    {
        var operation = await LoadAsync();
        await UntilSentAsync(1);

        _time.Advance(TimeSpan.FromMinutes(10));
        await Eventually.TrueAsync(
            async () =>
            {
                await TickAsync();
                return (await GetAsync(operation.Id)).State == OperationStates.Expired;
            },
            "it expires");

        Assert.Contains("studio", (await GetAsync(operation.Id)).Message);
    }

    private async Task<Operation> LoadAsync()
    {
        using var response = await _client.PostAsJsonAsync("/api/models/load", new LoadModelRequest(Reports.SmallId), TestContext.Current.CancellationToken);
        return (await response.Content.ReadFromJsonAsync<Operation>(TestContext.Current.CancellationToken))!;
    }

    private async Task<Operation> GetAsync(Guid id) =>
        (await _client.GetFromJsonAsync<Operation>($"/api/operations/{id}", TestContext.Current.CancellationToken))!;

    private Task UntilSentAsync(int count) => Eventually.TrueAsync(() => _catalog.Sent<LoadModel>().Count >= count, "the command is sent");

    private Task AdvanceUntilAsync(Func<bool> condition, string what) => Eventually.TrueAsync(
        async () =>
        {
            if (condition()) return true;
            await TickAsync();
            return condition();
        },
        what);

    // A second passes, and the dispatcher has had its turn: a request through the service and its database is longer than that.
    private async Task TickAsync()
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        for (var turn = 0; turn < 3; turn++) await _client.GetAsync("/api/operations", TestContext.Current.CancellationToken);
    }
}
