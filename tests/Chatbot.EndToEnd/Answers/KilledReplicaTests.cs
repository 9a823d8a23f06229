using System.Diagnostics;

namespace Chatbot.EndToEnd.Answers;

/// <summary>
/// Replicas of the chat service are killed while they write answers. <c>CHATBOT_KILLED_ANSWERS</c> makes it longer,
/// <c>CHATBOT_KILLED_SEED</c> repeats one.
/// </summary>
[Collection(OwnSystems.Collection)]
public sealed class KilledReplicaTests(ITestOutputHelper output)
{
    private const int AtOnce = 10;
    private const double LatestKillSeconds = 5;
    private static readonly int Rounds = Math.Max(1, Setting.Of("CHATBOT_KILLED_ANSWERS", 40) / AtOnce);
    private static readonly int Seed = Setting.Of("CHATBOT_KILLED_SEED", Random.Shared.Next(1_000_000));

    private readonly Random _random = new(Seed);
    private readonly List<string> _ends = [];

    [Fact]
    public async Task Whichever_replica_is_killed_every_answer_is_whole_or_shows_its_seam_and_nothing_of_it_is_doubled()
    {
        output.WriteLine($"CHATBOT_KILLED_SEED={Seed}, {Rounds} times {AtOnce} answers");
        await using var system = await ThreeReplicas.StartAsync();
        for (var round = 1; round <= Rounds; round++)
        {
            await system.Replicas.AllRunAsync();
            var listeners = await KillAmidAsync(system, round);
            // Anybody's request may be sent to one that is still down.
            await system.Replicas.AllRunAsync();
            var seams = 0;
            foreach (var listener in listeners)
            {
                var seam = await JudgedAsync(system.Admin, listener);
                if (seam is { } message && seams++ == 0) await GoesOnAsync(system.Admin, listener, message);
            }
        }

        var taken = (long)(await Sql.ScalarAsync(system.State.ConnectionStrings["chatdb"]!, "SELECT count(*) FROM chat.generations WHERE epoch > 1"))!;
        output.WriteLine($"{string.Join(", ", _ends.CountBy(end => end).Select(count => $"{count.Value} {count.Key}"))}; {taken} were taken over");
        Assert.NotEqual(0, taken);
    }

    private async Task<IReadOnlyList<Listener>> KillAmidAsync(ThreeReplicas system, int round)
    {
        var listeners = Enumerable.Range(1, AtOnce).Select(number => new Listener(system.Admin, ThreeReplicas.Model, Counted.Briefly.Question($"answer {round}.{number}"))).ToList();
        var listening = Task.WhenAll(listeners.Select(listener => listener.ListenAsync()));
        var began = Stopwatch.GetTimestamp();
        var (victim, after) = (ChatReplicas.Names[_random.Next(ChatReplicas.Names.Count)], LatestKillSeconds * _random.NextDouble());
        await Task.Delay(TimeSpan.FromSeconds(after), TestContext.Current.CancellationToken);
        await system.Replicas.KillAsync(victim);
        await listening;
        output.WriteLine($"Round {round}: {victim} killed after {after:0.0} s; {listeners.Count(listener => listener.Connections > 1)} joined again; all had ended after {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s");
        return listeners;
    }

    // The answer's id where it has a seam.
    private async Task<Guid?> JudgedAsync(Script script, Listener listener)
    {
        var (heard, whole) = (listener.Heard, Counted.Briefly.To(listener.Question));
        var chat = await script.ChatAsync(listener.Chat);
        Assert.Equal(["user", "assistant"], chat.Messages.Select(message => message.Role));
        var answer = chat.Messages[^1];
        _ends.Add(answer.State);

        Assert.False(chat.Generating);
        Assert.Empty(heard.Misplaced);
        Assert.Equal(answer.TextOf(), heard.Text);
        Assert.Equal(answer.State == "interrupted", heard.Interrupted);
        if (heard.Interrupted) Assert.StartsWith(answer.TextOf(), whole, StringComparison.Ordinal);
        else Assert.Equal(("complete", whole), (answer.State, answer.TextOf()));

        // Whoever serves it now, and wherever one begins.
        var after = _random.Next(heard.Last);
        var rest = await script.ResumeAsync(listener.Chat, after);
        Assert.Empty(rest.Misplaced);
        Assert.Equal(heard.TextAfter(after), rest.Text);
        return heard.Interrupted ? answer.Id : null;
    }

    private async Task GoesOnAsync(Script script, Listener listener, Guid message)
    {
        await script.ContinueAsync(listener.Chat, message);

        var answer = (await script.ChatAsync(listener.Chat)).Messages[^1];
        Assert.Equal((message, "complete"), (answer.Id, answer.State));
        Assert.StartsWith(listener.Heard.Text, answer.TextOf(), StringComparison.Ordinal);
        Assert.Equal(SharedControl.ModelSays.To(SharedControl.ModelSays.GoOn), answer.TextOf()[listener.Heard.Text.Length..]);
    }
}
