using System.Text;
using Chatbot.Chat.Tests.Support;
using Chatbot.Testing;

namespace Chatbot.Chat.Tests;

/// <summary>An answer with reasoning, a tool and 2,000 deltas, whose connection is cut wherever it can be cut.</summary>
public sealed class CutConnectionTests(ChatHost shared) : IAsyncLifetime
{
    private const string Model = $"lmstudio:{FakeAgent.ToolModel}";
    private const int Deltas = 2000;
    private const int RandomCuts = 1000;
    private const int Seed = 20_260_612;

    private readonly TestUser _user = TestUser.Regular();
    private ChatHost _here = null!;
    private ChatHost _there = null!;

    public async ValueTask InitializeAsync()
    {
        var free = ("Tools:NeedsApproval:getWeather", "false");
        _here = await shared.ReplicaAsync(free);
        _there = await shared.ReplicaAsync(free);
    }

    public async ValueTask DisposeAsync()
    {
        await _here.DisposeAsync();
        await _there.DisposeAsync();
    }

    [Fact]
    public async Task Cut_at_every_event_and_at_a_thousand_offsets_the_answer_is_the_same_on_either_replica()
    {
        var text = Talk.UniqueText("Long");
        Script(text, Deltas);
        var (here, there) = (new Talk(_here.ClientFor(_user, ownParts: true)), _there.ClientFor(_user, ownParts: true));
        using var response = await here.SayAsync(text, model: Model);
        var generation = $"?generation={response.Headers.GetValues(Contracts.StreamHeaders.Generation).Single()}";
        var whole = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var ends = EventEnds(whole);
        Assert.True(ends.Count > Deltas);
        Assert.Equal(Reassembly.PartsOf(await EventsAsync(whole)), Reassembly.PartsOf((await here.ReadAsync()).Messages[^1]));

        var replicas = new[] { here, new Talk(there) { Id = here.Id } };
        // The last event is the end mark, which has no number.
        var cuts = Enumerable.Range(1, ends.Count - 1).Select(seen => (seen, Offset: ends[seen - 1])).ToList();
        var random = new Random(Seed);
        cuts.AddRange(Enumerable.Range(0, RandomCuts).Select(_ => random.Next(ends[0], ends[^2] + 1)).Select(offset => (ends.FindLastIndex(end => end <= offset) + 1, offset)));
        await Parallel.ForEachAsync(cuts.Index(), new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = TestContext.Current.CancellationToken }, async (cut, token) =>
        {
            // Half an event that came before the cut is worth nothing; the browser drops it, too.
            var seen = cut.Item.seen;
            using var resumed = await replicas[cut.Index % 2].ResumeAsync(seen, generation);
            var rest = await resumed.Content.ReadAsByteArrayAsync(token);
            Assert.True(whole.AsSpan(ends[seen - 1]).SequenceEqual(rest), $"The rest after event {seen} is another one (cut at byte {cut.Item.Offset}).");
        });
    }

    [Fact]
    public async Task Cut_again_and_again_while_it_runs_it_comes_together_as_it_is_stored()
    {
        const int Cuts = 60;
        var text = Talk.UniqueText("Running");
        var random = new Random(Seed);
        var running = _here.Agent.On(text).Think("Hm").Call("call_1", "getWeather", """{"city":"Berlin"}""").End("tool_calls");
        var rest = _here.Agent.On(text, turn: 1);
        var clients = new[] { _here, _there }.Select(host => host.ClientFor(_user, ownParts: true)).ToArray();
        var talk = new Talk(clients[0]);
        var seen = new List<Event>();
        var connection = await talk.SayAsync(text, model: Model);
        for (var cut = 0; cut < Cuts; cut++)
        {
            var deltas = random.Next(1, 20);
            rest.Say(Enumerable.Range(0, deltas).Select(number => $"{cut}.{number} "));
            await ReadAsync(connection, seen, atLeast: random.Next(0, deltas));
            connection.Dispose();
            connection = await new Talk(clients[random.Next(2)]) { Id = talk.Id }.ResumeAsync(seen.Count > 0 ? seen[^1].Id : 0);
        }

        rest.End();
        await ReadAsync(connection, seen, int.MaxValue);
        connection.Dispose();
        Assert.Equal(Enumerable.Range(1, seen.Count - 1), seen.SkipLast(1).Select(item => item.Id!.Value));
        Assert.Equal(Reassembly.PartsOf(seen), Reassembly.PartsOf((await talk.ReadAsync()).Messages[^1]));
        Assert.True(running.Asked.IsCompleted);
    }

    private void Script(string text, int deltas)
    {
        _here.Agent.On(text)
            .Think("First ").Think("I think.")
            .Say(Enumerable.Range(0, deltas / 2).Select(number => $"{number} é🙂\n"))
            .Call("call_1", "getWeather", """{"city":""", "\"Berlin\"", "}")
            .End("tool_calls");
        _here.Agent.On(text, turn: 1).Say(Enumerable.Range(deltas / 2, deltas / 2).Select(number => $"{number} ")).Usage(100, deltas).End();
    }

    private static async Task ReadAsync(HttpResponseMessage connection, List<Event> seen, int atLeast)
    {
        var read = 0;
        await foreach (var item in connection.EventsAsync())
        {
            seen.Add(item);
            if (++read > atLeast) return;
        }
    }

    private static List<int> EventEnds(byte[] body) => [.. Enumerable.Range(1, body.Length - 1).Where(at => body[at] == '\n' && body[at - 1] == '\n').Select(at => at + 1)];

    private static async Task<List<Event>> EventsAsync(byte[] body)
    {
        using var response = new HttpResponseMessage { Content = new StringContent(Encoding.UTF8.GetString(body), Encoding.UTF8, "text/event-stream") };
        return await response.AllAsync();
    }
}
