using Chatbot.Chat.Generations;
using Chatbot.Chat.Models;
using Chatbot.Chat.Streaming;
using Chatbot.Chat.Tests.Support;
using Chatbot.Testing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Chat.Tests;

public sealed class StreamMemoryTests(ChatHost host)
{
    [Fact]
    public async Task What_has_passed_through_a_call_is_not_kept_until_its_end()
    {
        const int Deltas = 60;
        var text = Talk.UniqueText("Passing");
        host.Agent.On(text).Say(Enumerable.Range(0, Deltas).Select(number => $"{number} "));
        using var client = host.Services.GetRequiredService<ModelClients>().For(new CloudTarget("chat-model", "vendor/model", new Uri("http://gateway/v1"), "cloud-key"));
        await using var updates = client.GetStreamingResponseAsync(text, cancellationToken: TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        var passed = new List<WeakReference>();
        while (passed.Count < Deltas) passed.Add(await NextAsync(updates));

        await Eventually.TrueAsync(
            () =>
            {
                GC.Collect();
                return passed.Count(update => update.IsAlive) < 5;
            },
            "what was passed on is let go of");
    }

    [Fact]
    public void Parts_of_all_lengths_stay_what_they_were_when_more_are_added()
    {
        ReadOnlyMemory<byte>[] written = [.. Enumerable.Range(1, 400).Select(number => new ReadOnlyMemory<byte>([.. Enumerable.Repeat((byte)number, number * number % 5000)]))];
        var parts = new LogParts([written[0]]);
        foreach (var part in written.Skip(1)) parts.Add(part.Span);

        Assert.Equal(written.Length, parts.Count);
        Assert.All(written.Zip(parts.Range(0, parts.Count)), pair => Assert.True(pair.First.Span.SequenceEqual(pair.Second.Span)));
    }

    [Fact]
    public void A_part_within_a_part_is_written_as_each_alone()
    {
        var alone = StreamParts.BlockDelta("text", "1", "x").ToArray();
        var within = Pen.Take();
        within.Json.WriteStartObject();
        Assert.Equal(alone, StreamParts.BlockDelta("text", "1", "x").ToArray());
        within.Json.WriteEndObject();
        Assert.Equal("{}"u8.ToArray(), within.Finish());
        Assert.Equal(alone, StreamParts.BlockDelta("text", "1", "x").ToArray());
    }

    private static async Task<WeakReference> NextAsync(IAsyncEnumerator<ChatResponseUpdate> updates)
    {
        Assert.True(await updates.MoveNextAsync());
        return new WeakReference(updates.Current);
    }
}
