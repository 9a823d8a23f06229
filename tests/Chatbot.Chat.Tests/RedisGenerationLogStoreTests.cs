using System.Text;
using Chatbot.Chat.Generations;
using Chatbot.Chat.Streaming;
using Chatbot.Testing;
using StackExchange.Redis;

namespace Chatbot.Chat.Tests;

public sealed class RedisGenerationLogStoreTests : IAsyncLifetime
{
    private readonly GenerationId _id = new(Guid.CreateVersion7());
    private ConnectionMultiplexer _redis = null!;
    private RedisGenerationLogStore _store = null!;

    public async ValueTask InitializeAsync()
    {
        _redis = await ConnectionMultiplexer.ConnectAsync(await TestServers.RedisAsync());
        _store = new RedisGenerationLogStore(_redis);
    }

    public async ValueTask DisposeAsync() => await _redis.DisposeAsync();

    [Fact]
    public async Task What_is_appended_is_read_from_any_number_on()
    {
        Assert.Equal(2, await AppendAsync(1, 1, "a", "b"));
        Assert.Equal(5, await AppendAsync(1, 3, "c", "d", "e"));

        foreach (var after in Enumerable.Range(0, 6))
        {
            var batch = (await _store.ReadAsync(_id, after))!;
            Assert.Equal(after + 1, batch.First);
            Assert.Equal(new[] { "a", "b", "c", "d", "e" }.Skip(after), Texts(batch));
        }

        Assert.Null(await _store.ReadAsync(new(Guid.CreateVersion7()), 0));
    }

    [Fact]
    public async Task Reading_goes_on_at_its_position_and_from_the_start_where_the_log_was_written_anew()
    {
        await AppendAsync(1, 1, "a", "b");
        await AppendAsync(1, 3, "c");
        var read = (await _store.ReadAsync(_id, 0))!;
        Assert.Equal("1-3", read.Position);
        Assert.Empty((await _store.ReadAsync(_id, 3, read.Position))!.Parts);

        await AppendAsync(1, 4, "d");
        read = (await _store.ReadAsync(_id, 3, read.Position))!;
        Assert.Equal((4, "1-4"), (read.First, read.Position));
        Assert.Equal(["d"], Texts(read));

        await _redis.GetDatabase().KeyDeleteAsync($"chat:{{{_id}}}:log");
        Assert.Null(await _store.ReadAsync(_id, 4, read.Position));
        await AppendAsync(1, 1, "a", "b", "c", "d", "e");
        Assert.Equal(["e"], Texts((await _store.ReadAsync(_id, 4, read.Position))!));
        await AppendAsync(1, 6, "f");
        Assert.Equal(["e", "f"], Texts((await _store.ReadAsync(_id, 4, read.Position))!));
    }

    [Fact]
    public async Task An_append_that_does_not_fit_changes_nothing_and_tells_where_to_go_on()
    {
        await AppendAsync(1, 1, "a", "b");
        Assert.Equal(2, await AppendAsync(1, 1, "a", "b"));
        Assert.Equal(2, await AppendAsync(1, 4, "d"));
        Assert.Equal(["a", "b"], Texts((await _store.ReadAsync(_id, 0))!));
    }

    [Fact]
    public async Task A_later_epoch_shuts_the_earlier_one_out()
    {
        await AppendAsync(1, 1, "a");
        Assert.Equal(2, await AppendAsync(2, 2, "seam"));
        Assert.Null(await AppendAsync(1, 2, "b"));
        Assert.Null(await AppendAsync(1, 3, "b"));
        Assert.Equal(["a", "seam"], Texts((await _store.ReadAsync(_id, 0))!));
    }

    [Fact]
    public async Task An_ended_log_expires_after_ten_minutes()
    {
        await _store.AppendAsync(_id, 1, new LogBatch(1, [Encoding.UTF8.GetBytes("a")], true));
        Assert.True((await _store.ReadAsync(_id, 0))!.Ended);
        var left = await _redis.GetDatabase().KeyTimeToLiveAsync($"chat:{{{_id}}}:log");
        Assert.InRange(left!.Value.TotalSeconds, 590, 600);
    }

    [Fact]
    public async Task A_watcher_is_woken_by_an_append()
    {
        var woken = new TaskCompletionSource();
        await using (await _store.WatchAsync(_id, () => woken.TrySetResult()))
        {
            await AppendAsync(1, 1, "a");
            await woken.Task.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        }
    }

    private static IEnumerable<string> Texts(LogBatch batch) => batch.Parts.Select(part => Encoding.UTF8.GetString(part.Span));

    private Task<int?> AppendAsync(int epoch, int first, params IEnumerable<string> parts) =>
        _store.AppendAsync(_id, epoch, new LogBatch(first, [.. parts.Select(part => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(part))], false));
}
