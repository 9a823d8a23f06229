using Chatbot.EndToEnd.SharedControl;
using Chatbot.Testing;

namespace Chatbot.EndToEnd.Answers;

/// <summary>Stop, pressed at another replica than the one that writes the answer. <c>CHATBOT_STOPS</c> says how often.</summary>
[Collection(ThreeHostsCollection.Name)]
public sealed class StopElsewhereTests(ThreeHosts system, ITestOutputHelper output)
{
    private const double LongestReadSeconds = 0.3;
    private static readonly int Stops = Setting.Of("CHATBOT_STOPS", 30);
    private static readonly int Seed = Setting.Of("CHATBOT_STOPS_SEED", Random.Shared.Next(1_000_000));

    private readonly Random _random = new(Seed);

    [Fact]
    public async Task LM_Studio_hears_of_every_stop_and_the_text_so_far_is_kept()
    {
        output.WriteLine($"CHATBOT_STOPS_SEED={Seed}");
        await system.RestAsync();
        await system.Admin.LoadedAsync(ThreeHosts.Own(ThreeHosts.North), ThreeHosts.North);
        await RequestsGoRoundAsync();
        var before = await system.Studio(ThreeHosts.North).StatusAsync();

        List<double> took = [];
        for (var number = 1; number <= Stops; number++) took.Add((await StopAsync(number)).TotalMilliseconds);

        took.Sort();
        output.WriteLine($"From the stop's sending until LM Studio ends its work, {Stops} stops: p50 {took[Stops / 2]:0} ms, p90 {took[Stops * 9 / 10]:0} ms, p99 {took[Math.Min(Stops - 1, Stops * 99 / 100)]:0} ms, longest {took[^1]:0} ms");
        var after = await system.Studio(ThreeHosts.North).StatusAsync();
        Assert.Equal((before.RequestsStarted + Stops, before.RequestsCompleted), (after.RequestsStarted, after.RequestsCompleted));
    }

    // The web sends each request to the next replica: of one person's, the one after a question goes to another.
    private async Task RequestsGoRoundAsync()
    {
        List<Guid> chats = [];
        for (var number = 1; number <= ChatReplicas.Names.Count; number++)
        {
            var listener = new Listener(system.Admin, ThreeHosts.Own(ThreeHosts.North), $"Who writes {number}?");
            await listener.ListenAsync();
            chats.Add(listener.Chat);
        }

        var owners = await Sql.ScalarAsync(
            system.State.ConnectionStrings["chatdb"]!, $"SELECT count(DISTINCT owner) FROM chat.generations WHERE chat_id IN ({string.Join(", ", chats.Select(chat => $"'{chat}'"))})");
        Assert.Equal((long)ChatReplicas.Names.Count, owners);
    }

    private async Task<TimeSpan> StopAsync(int number)
    {
        var listener = new Listener(system.Admin, ThreeHosts.Own(ThreeHosts.North), Counted.AtLength.Question($"stop {number}"));
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var listening = listener.ListenAsync(heard =>
        {
            if (heard.Deltas > 0) begun.TrySetResult();
            return false;
        });
        await Task.WhenAny(begun.Task, listening);
        await Task.Delay(TimeSpan.FromSeconds(LongestReadSeconds * _random.NextDouble()), TestContext.Current.CancellationToken);

        var sent = TimeProvider.System.GetUtcNow();
        await system.Admin.StopAsync(listener.Chat);
        var heard = await listening;
        DateTimeOffset? noted = null;
        await Eventually.TrueAsync(
            async () => (noted = (await system.Studio(ThreeHosts.North).StatusAsync()).InstanceDetails.Single().LastCancelledAt) >= sent, "LM Studio ends its work");

        var answer = (await system.Admin.ChatAsync(listener.Chat)).Messages[^1];
        Assert.Equal(("stopped", heard.Text), (answer.State, answer.TextOf()));
        Assert.StartsWith(heard.Text, Counted.AtLength.To(listener.Question), StringComparison.Ordinal);
        Assert.NotEmpty(heard.Text);
        Assert.Equal(1, listener.Connections);
        return noted!.Value - sent;
    }
}
