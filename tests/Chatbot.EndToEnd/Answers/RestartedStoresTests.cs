using Chatbot.EndToEnd.SharedControl;

namespace Chatbot.EndToEnd.Answers;

/// <summary>The servers that answers are kept in go in the middle of them, and are started again where they were.</summary>
[Collection(ThreeHostsCollection.Name)]
public sealed class RestartedStoresTests(ThreeHosts system)
{
    private const int AtOnce = 6;
    private const int Begun = 10;

    [Theory]
    [InlineData("redis", "KILL")]
    [InlineData("postgres", "INT")]
    [InlineData("postgres", "KILL")]
    public async Task An_answer_goes_on_under_its_owner_to_who_listens_and_is_stored_as_a_whole(string store, string signal)
    {
        await system.RestAsync();
        // In memory everywhere: an answer that waited for a place or for a load might begin when others have ended.
        await Task.WhenAll(ThreeHosts.Names.Select(host => system.Admin.LoadedAsync(ThreeHosts.Common, host)));
        var asking = Enumerable.Range(1, AtOnce).Select(number => new Listener(system.Admin, ThreeHosts.Common, Counted.Patiently.Question($"{store} {signal} {number}"))).ToList();
        await Task.WhenAll(asking.Select(listener => listener.ListenAsync(heard => heard.Deltas > 0)));
        // By another replica than the one that writes it, but for one in three.
        var joined = asking.Select(listener => listener.Joining()).ToList();
        var listening = Task.WhenAll(joined.Select(listener => listener.ListenAsync()));
        await Listener.HearAsync(joined, listening, Begun);

        var before = system.State.Processes[store].ProcessId!.Value;
        await AppHost.SignalAsync(signal, before);
        await listening;

        // The engine has started it again: else nothing could be stored.
        Assert.NotEqual(before, system.State.Processes[store].ProcessId);
        foreach (var listener in joined) await WholeAsync(listener);
    }

    private async Task WholeAsync(Listener listener)
    {
        Assert.Empty(listener.Heard.Misplaced);
        Assert.Equal((Counted.Patiently.To(listener.Question), false), (listener.Heard.Text, listener.Heard.Interrupted));
        // It paused at most: nobody was sent away.
        Assert.Equal(1, listener.Connections);
        var answer = (await system.Admin.ChatAsync(listener.Chat)).Messages[^1];
        Assert.Equal(("complete", listener.Heard.Text), (answer.State, answer.TextOf()));
        Assert.Equal(1, await Sql.ScalarAsync(system.State.ConnectionStrings["chatdb"]!, "SELECT epoch FROM chat.generations WHERE chat_id = @id", listener.Chat));
    }
}
