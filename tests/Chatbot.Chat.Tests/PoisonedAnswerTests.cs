using Chatbot.Chat.Generations;
using Chatbot.Chat.Streaming;
using Chatbot.Chat.Tests.Support;
using Chatbot.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace Chatbot.Chat.Tests;

public sealed class PoisonedAnswerTests : IAsyncLifetime
{
    private readonly ChatHost _host = new();
    private readonly TestUser _user = TestUser.Regular();

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_lost_answer_whose_log_nobody_can_read_is_given_up_with_a_note_and_its_reader_is_told()
    {
        var redis = _host.Services.GetRequiredService<IConnectionMultiplexer>().GetDatabase();
        var (noLog, noPart, noEntry) = (await OrphanAsync(), await OrphanAsync(), await OrphanAsync());
        await redis.StringSetAsync(Key(noLog.Generation), "something else");
        await _host.Services.GetRequiredService<IGenerationLogStore>().AppendAsync(noPart.Generation.Id, 1, new LogBatch(1, [StreamParts.Start(noPart.Generation.MessageId), "no part"u8.ToArray()], false));
        await redis.StreamAddAsync(Key(noEntry.Generation), "unknown", "field", "1-1");
        using var reading = await noEntry.Talk.ResumeAsync(1);

        foreach (var (talk, generation) in new[] { noLog, noPart, noEntry })
        {
            await Eventually.TrueAsync(async () => (await talk.ReadAsync()).Messages[^1].State == "interrupted", "it is given up");
            var chat = await talk.ReadAsync();
            Assert.Equal(("The rest of this answer was lost. Please ask for another one.", false), (chat.Messages[^1].Error, chat.Generating));
            Assert.InRange(await _host.InDatabaseAsync(db => db.Generations.Where(row => row.Id == generation.Id).Select(row => row.Epoch).SingleAsync()), 2, 4);
        }

        Assert.Equal("[DONE]", (await reading.AllAsync())[^1].Type);
    }

    private static string Key(Generation generation) => $"chat:{{{generation.Id}}}:log";

    private async Task<(Talk Talk, Generation Generation)> OrphanAsync()
    {
        var talk = new Talk(_host.ClientFor(_user));
        return (talk, await _host.OrphanAsync(_user, new(talk.Id), $"killed-{talk.Id}", TimeSpan.Zero));
    }
}
