using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.Testing;

namespace Chatbot.EndToEnd.SharedControl;

[Collection(ThreeHostsCollection.Name)]
public class SeveralHostsTests(ThreeHosts system)
{
    private const int Many = 30;

    [Fact]
    public async Task A_model_on_three_hosts_is_one_entry_with_three_places_and_many_chats_at_once_spread_over_them()
    {
        await system.RestAsync();
        var entry = Assert.Single(await system.Admin.ModelsAsync(), model => model.Id == ThreeHosts.Common);
        Assert.Equal(ThreeHosts.Names.Order(), entry.Places.Select(place => place.Host).Order());
        await LoadedEverywhereAsync();
        // A host that another test killed is trusted again once it has answered.
        foreach (var name in ThreeHosts.Names.SelectMany(name => Enumerable.Repeat(name, 3))) await system.Admin.AskAsync($"lmstudio@{name}:{ThreeHosts.CommonKey}", "Where are you?");
        var before = await system.RequestsAsync();

        // Calmly, so that they are there together.
        var answers = await AskManyAsync(Many, "calmly");

        AssertAllAnswered(answers);
        var after = await system.RequestsAsync();
        Assert.Equal(Many, ThreeHosts.Names.Sum(name => after[name] - before[name]));
        Assert.All(ThreeHosts.Names, name => Assert.InRange(after[name] - before[name], 3, Many));
        foreach (var name in ThreeHosts.Names) Assert.InRange((await system.Studio(name).StatusAsync()).MaxParallel[ThreeHosts.CommonKey], 1, 4);
    }

    [Fact]
    public async Task A_chat_that_names_a_host_is_answered_there()
    {
        await system.RestAsync();
        var before = await system.RequestsAsync();

        var answer = await system.Admin.AskAsync($"lmstudio@{ThreeHosts.East}:{ThreeHosts.CommonKey}", "Where are you?");

        Assert.Equal((ModelSays.To("Where are you?"), true, ThreeHosts.East), (answer.Text, answer.Whole, answer.Host));
        var after = await system.RequestsAsync();
        Assert.Equal((0, 0, 1), (Begun(ThreeHosts.North), Begun(ThreeHosts.South), Begun(ThreeHosts.East)));

        int Begun(string host) => after[host] - before[host];
    }

    [Fact]
    public async Task A_host_that_dies_while_requests_wait_there_loses_none_of_them()
    {
        await system.RestAsync();
        await LoadedEverywhereAsync();
        // Nobody gets his first word, so everybody beyond the first twelve waits.
        foreach (var name in ThreeHosts.Names) await system.Studio(name).SetFaultsAsync(new { hang = new { surfaces = new[] { "chat" } } });
        var asked = AskManyAsync(Many);
        await Eventually.TrueAsync(
            async () => await system.Admin.HostAsync(ThreeHosts.South) is { Instances: [{ InFlight: > 0, Queued: > 0 }] },
            "requests run and wait on the host that is to die",
            TimeSpan.FromSeconds(60));

        await system.KillAsync(ThreeHosts.South);
        foreach (var name in new[] { ThreeHosts.North, ThreeHosts.East }) await system.Studio(name).ClearFaultsAsync();

        AssertAllAnswered(await asked);
    }

    [Fact]
    public async Task Two_of_three_hosts_that_answer_nothing_are_shown_so_and_hold_up_nobody()
    {
        await system.RestAsync();
        await LoadedEverywhereAsync();
        string[] silent = [ThreeHosts.South, ThreeHosts.East];
        foreach (var name in silent) await system.Studio(name).SetFaultsAsync(new { hang = new { surfaces = new[] { "all" } } });

        // Whoever asks at that very moment may be sent there.
        var atOnce = await AskManyAsync(6);
        await Eventually.TrueAsync(
            async () => (await system.Admin.HostsAsync()).Where(host => silent.Contains(host.Id)).All(host => host is { Online: true, Health: LmStudioHealth.Unreachable, Detail.Length: > 20 }),
            "both are shown as unreachable, with a sentence",
            TimeSpan.FromSeconds(60));
        var places = (await system.Admin.ModelAsync(ThreeHosts.Common)).Places.ToDictionary(place => place.Host, place => place.State);
        var afterwards = await AskManyAsync(6);

        Assert.Equal((PlaceStates.Loaded, PlaceStates.Offline, PlaceStates.Offline), (places[ThreeHosts.North], places[ThreeHosts.South], places[ThreeHosts.East]));
        AssertAllAnswered(atOnce);
        AssertAllAnswered(afterwards);
        Assert.All(afterwards, one => Assert.Equal(ThreeHosts.North, one.Answer.Host));
    }

    [Fact]
    public async Task Nothing_new_starts_on_a_host_that_drains()
    {
        await system.RestAsync();
        await LoadedEverywhereAsync();
        var there = $"lmstudio@{ThreeHosts.South}:{ThreeHosts.CommonKey}";

        await system.Admin.ChangeHostAsync(ThreeHosts.South, new { draining = true });
        Assert.True((await system.Admin.HostAsync(ThreeHosts.South)).Draining);
        Answered refused = null!;
        await Eventually.TrueAsync(
            async () => !(refused = await system.Admin.AskAsync(there, "Still there?")).Whole, "the host takes nobody any more", TimeSpan.FromSeconds(30));
        var before = await system.RequestsAsync();
        var answers = await AskManyAsync(12);
        var load = await system.Admin.EndOfAsync(await system.Admin.LoadAsync(new LoadModelRequest(ThreeHosts.Own(ThreeHosts.South))));

        Assert.Contains("takes no new requests", refused.Error, StringComparison.Ordinal);
        AssertAllAnswered(answers);
        Assert.Equal(before[ThreeHosts.South], (await system.RequestsAsync())[ThreeHosts.South]);
        Assert.Equal((OperationStates.Failed, FailureReasons.HostDraining), (load.State, load.Reason));

        await system.Admin.ChangeHostAsync(ThreeHosts.South, new { draining = false });
        await Eventually.TrueAsync(async () => (await system.Admin.AskAsync(there, "And now?")).Whole, "the host takes requests again", TimeSpan.FromSeconds(30));
    }

    private Task LoadedEverywhereAsync() => Task.WhenAll(ThreeHosts.Names.Select(async name =>
    {
        await system.Admin.LoadedAsync(ThreeHosts.Common, name);
        await Eventually.TrueAsync(
            async () => (await system.Admin.ModelAsync(ThreeHosts.Common)).Places.Single(place => place.Host == name).State == PlaceStates.Loaded,
            $"the list shows it loaded on {name}");
    }));

    private async Task<IReadOnlyList<(string Question, Answered Answer)>> AskManyAsync(int count, string how = "quickly") =>
        await Task.WhenAll(Enumerable.Range(1, count).Select(async number =>
        {
            var question = $"Question {number}, {how}.";
            return (question, await system.Admin.AskAsync(ThreeHosts.Common, question));
        }));

    private static void AssertAllAnswered(IReadOnlyList<(string Question, Answered Answer)> asked)
    {
        Assert.All(asked, one => Assert.Null(one.Answer.Error));
        Assert.All(asked, one => Assert.Equal((ModelSays.To(one.Question), true), (one.Answer.Text, one.Answer.Whole)));
    }
}
