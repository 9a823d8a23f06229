using System.Diagnostics;
using Chatbot.EndToEnd.SharedControl;

namespace Chatbot.EndToEnd.Answers;

/// <summary>What is opened for a message is given back. <c>CHATBOT_MESSAGES</c> says how many are sent.</summary>
[Collection(ThreeHostsCollection.Name)]
public sealed class ManyMessagesTests(ThreeHosts system, ITestOutputHelper output)
{
    private const int AtOnce = 12;
    private const int WarmUp = 150;

    // A pool holds as many as were ever needed at once, and it may happen that more meet than before.
    private const int PoolPlay = 12;

    // Of all replicas together; one that kept every message's stream would need more than twice as much for a thousand.
    private const long LargestGrowth = 200 * 1024 * 1024;

    private static readonly int Messages = Setting.Of("CHATBOT_MESSAGES", 300);

    [Fact]
    public async Task Messages_sent_and_read_leave_neither_connections_nor_memory_behind()
    {
        await system.RestAsync();
        await SendAsync("Warm-up", WarmUp);
        var before = await OpenAsync();
        var began = Stopwatch.GetTimestamp();

        await SendAsync("Message", Messages);

        var after = await OpenAsync();
        output.WriteLine($"{Messages} messages in {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s. Before: {before}. After: {after}.");
        Assert.InRange(after.Redis, 1, before.Redis);
        Assert.InRange(after.Postgres, 1, before.Postgres + PoolPlay);
        Assert.InRange(after.ResidentBytes - before.ResidentBytes, long.MinValue, LargestGrowth);
    }

    private Task SendAsync(string about, int count) => Parallel.ForEachAsync(
        Enumerable.Range(1, count),
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken },
        async (number, _) =>
        {
            var question = $"{about} {number}.";
            var listener = new Listener(system.Admin, ThreeHosts.Common, question);
            var heard = await listener.ListenAsync();
            Assert.Equal((ModelSays.To(question), 1), (heard.Text, listener.Connections));
            Assert.Equal(heard.Text, (await system.Admin.ChatAsync(listener.Chat)).Messages[^1].TextOf());
        });

    private async Task<Open> OpenAsync()
    {
        var state = system.State;
        return new Open(
            await RedisServerInfo.ConnectionsAsync(state.ConnectionStrings["redis"]!),
            (long)(await Sql.ScalarAsync(state.ConnectionStrings["chatdb"]!, "SELECT count(*) FROM pg_stat_activity WHERE datname IS NOT NULL AND pid <> pg_backend_pid()"))!,
            new ChatReplicas(() => state).ResidentBytes());
    }

    private sealed record Open(int Redis, long Postgres, long ResidentBytes)
    {
        public override string ToString() => $"{Redis} connections to Redis, {Postgres} to PostgreSQL, {ResidentBytes / 1024 / 1024} MB in three replicas";
    }
}
