using System.Text;
using Chatbot.Chat.Generations;
using Chatbot.Chat.Streaming;
using Chatbot.Chat.Tests.Support;
using Chatbot.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Chatbot.Chat.Tests;

public sealed class GenerationLogTests
{
    private readonly GenerationLog _log = new(new(Guid.CreateVersion7()), 1);

    [Fact]
    public void Parts_are_numbered_from_one_and_pending_until_they_are_stored()
    {
        Append("a", "b");
        Assert.Equal((1, 2), (_log.Pending()!.First, _log.Pending()!.Parts.Count));

        _log.Stored(1);
        Assert.Equal((2, 1), (_log.Pending()!.First, _log.Pending()!.Parts.Count));
        _log.Stored(2);
        Assert.Null(_log.Pending());
    }

    [Fact]
    public void What_the_store_has_lost_is_pending_again()
    {
        Append("a", "b", "c");
        _log.Stored(3);
        _log.Stored(1);
        Assert.Equal((2, 2), (_log.Pending()!.First, _log.Pending()!.Parts.Count));
    }

    [Fact]
    public async Task A_part_is_shown_only_once_it_is_stored()
    {
        Append("a", "b");
        var reading = ReadAsync(0);
        _log.Stored(1);
        _log.Append(Bytes("c"), last: true);
        Assert.False(reading.IsCompleted);
        _log.Stored(3);
        Assert.Equal(["a", "b", "c"], await reading);
        Assert.Equal(["c"], await ReadAsync(2));
        Assert.Empty(await ReadAsync(3));
    }

    [Fact]
    public async Task A_log_that_was_lost_to_another_owner_ends_without_more()
    {
        Append("a");
        _log.Stored(1);
        Append("b");
        var reading = ReadAsync(0);
        _log.Lose();
        Assert.Equal(["a"], await reading);
        Assert.Null(_log.Pending());
    }

    [Fact]
    public void Nothing_follows_the_last_part()
    {
        _log.Append(Bytes("a"), last: true);
        Assert.Throws<InvalidOperationException>(() => Append("b"));
    }

    [Fact]
    public async Task While_the_store_is_away_the_log_grows_and_is_written_when_it_is_back()
    {
        var store = new FakeLogStore();
        using var writer = new LogWriter(store, TimeProvider.System, NullLogger<LogWriter>.Instance);
        await writer.StartAsync(TestContext.Current.CancellationToken);
        Append("a");
        writer.Changed(_log);
        await Eventually.TrueAsync(() => store.Parts.Count == 1, "the first part is stored");

        store.Away = true;
        Append("b", "c");
        writer.Changed(_log);
        await Eventually.TrueAsync(() => store.Refused > 0, "the store was asked in vain");
        var reading = ReadAsync(1);
        Assert.False(reading.IsCompleted);

        // It comes back without what it had.
        store.Parts.Clear();
        store.Away = false;
        _log.Append(Bytes("d"), last: true);
        writer.Changed(_log);
        Assert.Equal(["b", "c", "d"], await reading.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
        Assert.Equal(["a", "b", "c", "d"], store.Parts);
        await writer.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task An_answers_first_words_are_written_at_once_and_what_follows_at_the_writers_pace()
    {
        var (store, clock) = (new FakeLogStore(), new FakeTimeProvider());
        using var writer = new LogWriter(store, clock, NullLogger<LogWriter>.Instance);
        await writer.StartAsync(TestContext.Current.CancellationToken);
        foreach (var part in new[] { "start", "step", "begin", "word" })
        {
            Append(part);
            writer.Changed(_log);
            await Eventually.TrueAsync(() => store.Parts.Contains(part), $"{part} is stored, with the clock standing still");
        }

        Append("5", "6", "7", "8", "9");
        writer.Changed(_log);
        Assert.DoesNotContain("9", store.Parts);
        await Eventually.TrueAsync(() =>
        {
            clock.Advance(TimeSpan.FromMilliseconds(20));
            return store.Parts.Contains("9");
        }, "the rest is stored after the pace");
        await writer.StopAsync(TestContext.Current.CancellationToken);
    }

    private static ReadOnlyMemory<byte> Bytes(string part) => Encoding.UTF8.GetBytes(part);

    private void Append(params IEnumerable<string> parts)
    {
        foreach (var part in parts) _log.Append(Bytes(part));
    }

    private async Task<List<string>> ReadAsync(int after)
    {
        var parts = new List<string>();
        await foreach (LogBatch batch in _log.ReadAsync(after, TestContext.Current.CancellationToken))
            parts.AddRange(batch.Parts.Select(part => Encoding.UTF8.GetString(part.Span)));
        return parts;
    }
}
