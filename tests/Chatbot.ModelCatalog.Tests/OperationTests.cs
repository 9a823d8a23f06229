using System.Net;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.ModelCatalog.Operations;
using Chatbot.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.ModelCatalog.Tests;

/// <summary>What becomes of an operation, and who sees it.</summary>
public sealed class OperationTests(StudioFixture fixture) : OperationCalls(fixture)
{
    [Fact]
    public async Task Following_the_operations_shows_what_there_is_and_each_that_comes_and_nobody_elses()
    {
        var person = TestUser.Regular();
        var before = await LoadAsync(person, new LoadModelRequest(Reports.SmallId));
        using var client = Catalog.CreateClient(person);
        await using var events = await EventReader.OpenAsync(client, "/api/operations/events");

        Assert.Equal(before.Id, Assert.Single((await events.NextAsync("operations")).EnumerateArray().ToArray()).GetProperty("id").GetGuid());
        await LoadAsync(TestUser.Regular(), new LoadModelRequest(Reports.SmallId));
        var after = await LoadAsync(person, new LoadModelRequest(Reports.SmallId));

        var told = await events.NextAsync("operation");
        while (told.GetProperty("id").GetGuid() == before.Id) told = await events.NextAsync("operation");
        Assert.Equal(after.Id, told.GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task Progress_never_falls_and_an_end_stays()
    {
        var operation = await LoadAsync(Person, new LoadModelRequest(Reports.SmallId));

        await PublishAsync(new OperationProgressed(operation.Id, "studio", 0.6, false));
        await Eventually.TrueAsync(async () => (await GetAsync(operation.Id)).Progress == 0.6, "0.6 has come");
        await WriteAsync(journal => journal.ProgressedAsync(new OperationProgressed(operation.Id, "studio", 0.2, true), TestContext.Current.CancellationToken));
        await PublishAsync(new OperationEnded(operation.Id, "studio", OperationOutcomes.Failed, FailureReasons.OutOfMemory, "The model needs 9 GB; 4 are free.", null));
        await Eventually.TrueAsync(async () => (await GetAsync(operation.Id)).State == OperationStates.Failed, "it has failed");
        await WriteAsync(journal => journal.EndedAsync(new OperationEnded(operation.Id, "studio", OperationOutcomes.Succeeded, null, null, null), TestContext.Current.CancellationToken));
        await WriteAsync(journal => journal.ProgressedAsync(new OperationProgressed(operation.Id, "studio", 0.9, false), TestContext.Current.CancellationToken));

        var ended = await GetAsync(operation.Id);
        Assert.Equal((OperationStates.Failed, 0.6, FailureReasons.OutOfMemory, "The model needs 9 GB; 4 are free."), (ended.State, ended.Progress, ended.Reason, ended.Message));
        Assert.NotNull(ended.StartedAt);
        Assert.NotNull(ended.EndedAt);
    }

    [Fact]
    public async Task News_from_another_host_change_nothing()
    {
        var operation = await LoadAsync(Person, new LoadModelRequest(Reports.SmallId));

        await WriteAsync(journal => journal.EndedAsync(new OperationEnded(operation.Id, "laptop", OperationOutcomes.Succeeded, null, null, null), TestContext.Current.CancellationToken));
        await WriteAsync(journal => journal.ProgressedAsync(new OperationProgressed(operation.Id, "laptop", 0.9, false), TestContext.Current.CancellationToken));

        var untouched = await GetAsync(operation.Id);
        Assert.Null(untouched.EndedAt);
        Assert.Equal(0, untouched.Progress);
    }

    [Fact]
    public async Task The_event_stream_of_an_operation_ends_with_it()
    {
        var operation = await LoadAsync(Person, new LoadModelRequest(Reports.SmallId));
        using var client = Catalog.CreateClient(Person);
        await using var events = await EventReader.OpenAsync(client, $"/api/operations/{operation.Id}/events");
        await events.NextAsync("operation");

        await PublishAsync(new OperationEnded(operation.Id, "studio", OperationOutcomes.Succeeded, null, null, Reports.Small));

        List<string> states = [];
        while (await events.NextAsync() is { } next) states.Add(next.Data.GetProperty("state").GetString()!);
        Assert.Equal(OperationStates.Succeeded, states[^1]);
    }

    [Fact]
    public async Task A_running_operation_is_cancelled_by_its_agent()
    {
        var operation = await LoadAsync(Person, new LoadModelRequest(Reports.SmallId));
        await PublishAsync(new OperationProgressed(operation.Id, "studio", 0.1, false));
        await Eventually.TrueAsync(async () => (await GetAsync(operation.Id)).State == OperationStates.Running, "it runs");

        using var response = await PostAsync(Person, $"/api/operations/{operation.Id}/cancel", new { });

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        await Eventually.TrueAsync(() => Catalog.Sent<CancelOperation>().Any(sent => sent.OperationId == operation.Id), "the agent is told");
    }

    [Fact]
    public async Task An_operation_of_somebody_else_does_not_exist_except_for_those_who_manage_hosts()
    {
        var operation = await LoadAsync(Person, new LoadModelRequest(Reports.SmallId));

        using var other = Catalog.CreateClient(TestUser.Regular());
        using var admin = Catalog.CreateClient(TestUser.Admin());
        using var hidden = await other.GetAsync($"/api/operations/{operation.Id}", TestContext.Current.CancellationToken);
        using var followed = await other.GetAsync($"/api/operations/{operation.Id}/events", TestContext.Current.CancellationToken);
        using var cancelled = await other.PostAsync($"/api/operations/{operation.Id}/cancel", null, TestContext.Current.CancellationToken);
        using var seen = await admin.GetAsync($"/api/operations/{operation.Id}", TestContext.Current.CancellationToken);
        using var malformed = await other.GetAsync("/api/operations/nonsense", TestContext.Current.CancellationToken);

        Assert.All([hidden, followed, cancelled], response => Assert.Equal(HttpStatusCode.NotFound, response.StatusCode));
        Assert.Empty(await ListAsync(TestUser.Regular()));
        Assert.Equal(HttpStatusCode.OK, seen.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, malformed.StatusCode);
    }

    [Fact]
    public async Task The_list_is_narrowed_by_host_and_state()
    {
        var operation = await LoadAsync(Person, new LoadModelRequest(Reports.SmallId));
        await PublishAsync(new OperationEnded(operation.Id, "studio", OperationOutcomes.Succeeded, null, null, null));
        await Eventually.TrueAsync(async () => (await GetAsync(operation.Id)).EndedAt is not null, "it has ended");

        Assert.Single(await ListAsync(Person, "?host=studio&state=succeeded"));
        Assert.Empty(await ListAsync(Person, "?state=running"));
        Assert.Empty(await ListAsync(Person, "?host=laptop"));
        using var client = Catalog.CreateClient(Person);
        using var malformed = await client.GetAsync("/api/operations?state=sleeping", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, malformed.StatusCode);
    }

    // As a consumer does, and done when it returns.
    private async Task WriteAsync(Func<OperationJournal, Task> write)
    {
        await using var scope = Catalog.Services.CreateAsyncScope();
        await write(scope.ServiceProvider.GetRequiredService<OperationJournal>());
    }
}
