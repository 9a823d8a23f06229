using Chatbot.Chat.Generations;
using Microsoft.Extensions.Time.Testing;

namespace Chatbot.Chat.Tests;

public sealed class TakeoverTriesTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider _time = new();
    private readonly GenerationId _id = new(Guid.CreateVersion7());

    [Fact]
    public void The_third_failure_is_the_last_and_the_pauses_grow()
    {
        var tries = new TakeoverTries(_time);
        Assert.True(tries.MayTry(_id));
        Assert.False(tries.Failed(_id, Pause));
        Assert.False(tries.MayTry(_id));
        _time.Advance(Pause);
        Assert.True(tries.MayTry(_id));
        Assert.False(tries.Failed(_id, Pause));
        _time.Advance(Pause);
        Assert.False(tries.MayTry(_id));
        _time.Advance(Pause);
        Assert.True(tries.MayTry(_id));
        Assert.True(tries.Failed(_id, Pause));
    }

    [Fact]
    public void One_that_was_taken_begins_anew_and_others_are_not_kept_waiting()
    {
        var tries = new TakeoverTries(_time);
        tries.Failed(_id, Pause);
        Assert.True(tries.MayTry(new(Guid.CreateVersion7())));
        tries.Done(_id);
        Assert.True(tries.MayTry(_id));
    }
}
