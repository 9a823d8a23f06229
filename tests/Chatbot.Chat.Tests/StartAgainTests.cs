using System.Text.Json;
using Chatbot.Chat.Conversations;
using Chatbot.Chat.Generations;
using Chatbot.Chat.Streaming;
using Chatbot.Chat.Tests.Support;
using Chatbot.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Chatbot.Chat.Tests;

/// <summary>On a host of its own: among many replicas one that is just leaving might take the answer.</summary>
public sealed class StartAgainTests : IAsyncLifetime
{
    private readonly ChatHost _host = new();
    private readonly TestUser _user = TestUser.Regular();

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task An_answer_of_which_nothing_was_visible_yet_is_begun_again_and_its_readers_go_on()
    {
        var text = Talk.UniqueText("Again");
        _host.Agent.On(text).Say("Here ", "it is").Usage(5, 2).End();
        var talk = new Talk(_host.ClientFor(_user, ownParts: true));
        var generation = await _host.OrphanAsync(_user, new(talk.Id), $"killed-{talk.Id}", TimeSpan.Zero, text);
        await AppendAsync(generation, StreamParts.Start(generation.MessageId), StreamParts.Status(new ModelStatus("loading", Progress: 0.5)), StreamParts.StartStep());
        using var reading = await talk.ResumeAsync();

        var events = await reading.AllAsync();
        Assert.Equal(
            [
                "start", "data-model-status", "start-step", "data-model-status", "data-model-status", "data-model-status",
                "text-start", "text-delta", "text-delta", "text-end", "data-usage", "finish-step", "finish", "[DONE]",
            ],
            events.Select(item => item.Type));
        Assert.Equal(Enumerable.Range(1, events.Count - 1), events.SkipLast(1).Select(item => item.Id!.Value));
        Assert.Equal("""{"type":"data-model-status","data":{"phase":"queued"}}""", events[3].Data);
        Assert.Equal(("complete", "Here it is"), ((await talk.ReadAsync()).Messages[^1].State, await talk.LastTextAsync()));
        Assert.Equal(2, await EpochAsync(generation));
        Assert.Null(await Store.AppendAsync(generation.Id, 1, new LogBatch(4, [StreamParts.BlockStart("text", "1")], false)));
    }

    [Fact]
    public async Task A_replica_that_is_told_to_stop_leaves_to_another_one_what_was_not_visible_yet()
    {
        var text = Talk.UniqueText("Left");
        var answer = _host.Agent.On(text);
        Talk talk;
        await using (var leaving = await _host.ReplicaAsync())
        {
            talk = new Talk(leaving.ClientFor(_user));
            using var response = await talk.SayAsync(text);
            await answer.Asked;
            leaving.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
            Assert.Equal("start", Assert.Single(await response.AllAsync()).Type);
        }

        await answer.Cancelled.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        answer.Say("Here").End();
        var there = new Talk(_host.ClientFor(_user)) { Id = talk.Id };
        using var rest = await there.ResumeAsync(1);
        Assert.Equal("Here", (await rest.AllAsync()).Text());
        Assert.Equal("complete", (await there.ReadAsync()).Messages[^1].State);
    }

    [Fact]
    public async Task A_call_that_was_allowed_is_run_by_who_begins_again()
    {
        var text = Talk.UniqueText("Allowed");
        _host.Agent.On(text, turn: 1).Say("Warm.").End();
        var talk = new Talk(_host.ClientFor(_user));
        var call = new ToolPart(
            "getWeather", "call_1", ToolStates.ApprovalResponded, JsonSerializer.Deserialize<JsonElement>("""{"latitude":1,"longitude":2}"""), Approval: new ToolApproval("a", true));
        await _host.OrphanAsync(_user, new(talk.Id), $"killed-{talk.Id}", TimeSpan.Zero, text, before: [call]);

        await Eventually.TrueAsync(async () => (await talk.ReadAsync()).Messages[^1].State == "complete", "it is answered");
        Assert.Equal(
            [$$"""tool-getWeather:call_1:{"latitude":1,"longitude":2}:output-available:{{FakeWeather.Report}}""", "text:Warm."],
            Reassembly.PartsOf((await talk.ReadAsync()).Messages[^1]));
    }

    [Fact]
    public async Task An_answer_that_three_owners_died_of_is_not_begun_once_more()
    {
        var text = Talk.UniqueText("Deadly");
        var talk = new Talk(_host.ClientFor(_user));
        var generation = await _host.OrphanAsync(_user, new(talk.Id), $"killed-{talk.Id}", TimeSpan.FromMinutes(1), text, epoch: 3);
        await Eventually.TrueAsync(async () => (await talk.ReadAsync()).Messages[^1].State == "interrupted", "it is ended");
        Assert.Equal(4, await EpochAsync(generation));
        Assert.False(_host.Agent.On(text).Asked.IsCompleted);
    }

    [Fact]
    public async Task An_answer_that_is_stopped_while_nobody_owns_it_is_not_begun_again()
    {
        var text = Talk.UniqueText("Unheard");
        var talk = new Talk(_host.ClientFor(_user));
        await _host.OrphanAsync(_user, new(talk.Id), $"killed-{talk.Id}", TimeSpan.Zero, text);
        await talk.StopAsync();
        await Eventually.TrueAsync(async () => (await talk.ReadAsync()).Messages[^1].State == "stopped", "it is ended");
        Assert.False(_host.Agent.On(text).Asked.IsCompleted);
    }

    [Fact]
    public async Task A_stop_that_is_said_just_before_the_answer_begins_again_is_heard()
    {
        var text = Talk.UniqueText("Between");
        _host.Agent.On(text).Say("It would go on");
        var talk = new Talk(_host.ClientFor(_user));
        var generation = await _host.OrphanAsync(_user, new(talk.Id), $"claimed-{talk.Id}", TimeSpan.Zero, text);
        await _host.InDatabaseAsync(db => db.Database.ExecuteSqlAsync($"UPDATE chat.replicas SET seen_at = now() + interval '1 hour' WHERE id = {generation.Owner}"));
        await _host.InDatabaseAsync(db => db.Generations.Where(row => row.Id == generation.Id).ExecuteUpdateAsync(update => update.SetProperty(row => row.Epoch, 2)));
        // After it was looked whether somebody has said stop, and before the answer runs here.
        var store = new InterruptedStore(Store, async () =>
        {
            await talk.StopAsync();
            var stop = _host.Services.GetRequiredService<StopSignals>();
            await Eventually.TrueAsync(() => stop.WasSaidAsync(generation.Id), "the stop is written down");
        });
        await ActivatorUtilities.CreateInstance<Succession>(_host.Services, store).TakeAsync(generation, 2, TestContext.Current.CancellationToken);

        await Eventually.TrueAsync(async () => (await talk.ReadAsync()).Messages[^1].State == "stopped", "it is stopped");
        Assert.False((await talk.ReadAsync()).Generating);
    }

    [Fact]
    public async Task An_answer_whose_model_is_gone_is_ended_with_a_seam()
    {
        var talk = new Talk(_host.ClientFor(_user));
        var generation = await _host.OrphanAsync(_user, new(talk.Id), $"killed-{talk.Id}", TimeSpan.Zero);
        await _host.InDatabaseAsync(db => db.Messages.Where(message => message.Id == generation.MessageId)
            .ExecuteUpdateAsync(update => update.SetProperty(message => message.Model, "lmstudio:vendor/deleted")));
        await Eventually.TrueAsync(async () => (await talk.ReadAsync()).Messages[^1].State == "interrupted", "it is ended");
    }

    [Fact]
    public async Task A_lost_answer_says_what_it_has_cost_as_far_as_that_can_be_told()
    {
        var talk = new Talk(_host.ClientFor(_user));
        var generation = await _host.OrphanAsync(_user, new(talk.Id), $"killed-{talk.Id}", TimeSpan.Zero, "12345678");
        await AppendAsync(generation, StreamParts.Start(generation.MessageId), StreamParts.StartStep(), StreamParts.BlockStart("text", "1"), StreamParts.BlockDelta("text", "1", "12345678"));
        await Eventually.TrueAsync(async () => (await talk.ReadAsync()).Messages[^1].State == "interrupted", "it is ended");

        var usage = await _host.InDatabaseAsync(db => db.Messages.Where(message => message.Id == generation.MessageId).Select(message => message.Usage).SingleAsync());
        Assert.Equal((0, 2, true), (usage!.InputTokens, usage.OutputTokens, usage.Estimated));
    }

    private IGenerationLogStore Store => _host.Services.GetRequiredService<IGenerationLogStore>();

    private Task<int?> AppendAsync(Generation generation, params IReadOnlyList<ReadOnlyMemory<byte>> parts) => Store.AppendAsync(generation.Id, generation.Epoch, new LogBatch(1, parts, false));

    private Task<int> EpochAsync(Generation generation) =>
        _host.InDatabaseAsync(db => db.Generations.Where(row => row.Id == generation.Id).Select(row => row.Epoch).SingleAsync());
}
