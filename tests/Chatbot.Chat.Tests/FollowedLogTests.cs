using Chatbot.Chat.Conversations;
using Chatbot.Chat.Data;
using Chatbot.Chat.Generations;
using Chatbot.Chat.Streaming;
using Chatbot.Chat.Tests.Support;
using Chatbot.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;

namespace Chatbot.Chat.Tests;

/// <summary>Who follows an answer of another replica needs no database for it, and keeps no replica.</summary>
public sealed class FollowedLogTests(ChatHost host)
{
    [Fact]
    public async Task While_the_database_is_away_a_silent_answer_is_followed_on()
    {
        var store = host.Services.GetRequiredService<IGenerationLogStore>();
        var generation = Elsewhere();
        await store.AppendAsync(generation.Id, 1, new LogBatch(1, [StreamParts.Start(generation.MessageId)], false));
        var asked = 0;
        var services = new ServiceCollection();
        services.AddScoped(_ =>
        {
            Interlocked.Increment(ref asked);
            return new ChatDbContext(new DbContextOptionsBuilder<ChatDbContext>().UseNpgsql("Host=127.0.0.1;Port=1;Timeout=1").Options);
        });
        await using var without = services.BuildServiceProvider();
        var logs = new GenerationLogs(new LiveGenerations(), store, without.GetRequiredService<IServiceScopeFactory>(), host.Services.GetRequiredService<IHostApplicationLifetime>());
        var reading = ReadAsync((await logs.OpenAsync(generation, 0, TestContext.Current.CancellationToken))!);

        await Eventually.TrueAsync(() => Volatile.Read(ref asked) > 0, "the database was asked in vain");
        await store.AppendAsync(generation.Id, 1, new LogBatch(2, [StreamParts.BlockStart("text", "1")], true));
        Assert.Equal(2, await reading.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_replica_that_leaves_is_not_kept_by_who_follows_the_answer_of_another()
    {
        var store = host.Services.GetRequiredService<IGenerationLogStore>();
        var generation = Elsewhere();
        await store.AppendAsync(generation.Id, 1, new LogBatch(1, [StreamParts.Start(generation.MessageId)], false));
        var lifetime = new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance);
        var logs = new GenerationLogs(new LiveGenerations(), store, host.Services.GetRequiredService<IServiceScopeFactory>(), lifetime);
        var reading = ReadAsync((await logs.OpenAsync(generation, 0, TestContext.Current.CancellationToken))!);
        lifetime.StopApplication();
        Assert.Equal(1, await reading.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }

    private static Generation Elsewhere() => new()
    {
        Id = new(Guid.CreateVersion7()),
        ConversationId = new(Guid.CreateVersion7()),
        MessageId = new(Guid.CreateVersion7()),
        State = MessageStates.Streaming,
        Owner = "elsewhere",
        Epoch = 1,
        CreatedAt = TimeProvider.System.GetUtcNow(),
    };

    private static async Task<int> ReadAsync(IAsyncEnumerable<LogBatch> batches)
    {
        var parts = 0;
        await foreach (var batch in batches) parts += batch.Parts.Count;
        return parts;
    }
}
