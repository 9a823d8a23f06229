using Chatbot.Testing;
using Chatbot.Web.Conversations;
using Chatbot.Web.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Chatbot.Web.Tests.Conversations;

/// <summary>Whatever is away, and however long: the page comes back to the same text by itself.</summary>
public sealed class ComingBackTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private readonly ServiceCollection _services = new();
    private FakeServices _fakes = null!;
    private ServiceProvider _provider = null!;
    private Conversation _chat = null!;

    public async ValueTask InitializeAsync()
    {
        _fakes = await FakeServices.StartAsync();
        await _services.AddCircuitAsync(_fakes);
        _services.AddSingleton<TimeProvider>(_clock);
        _provider = _services.BuildServiceProvider();
        _chat = _provider.CreateScope().ServiceProvider.GetRequiredService<Conversation>();
    }

    public async ValueTask DisposeAsync()
    {
        _chat.Dispose();
        await _provider.DisposeAsync();
        await _fakes.DisposeAsync();
    }

    [Fact]
    public async Task A_chat_that_cannot_be_opened_now_opens_once_the_service_is_back()
    {
        var stored = _fakes.Chat.Add("Later", _clock.GetUtcNow(), Scripts.Message(Guid.CreateVersion7(), "user", "Hello"));
        _fakes.Chat.IsAway = true;
        var opening = _chat.OpenAsync(stored.Id, Guid.Empty);
        await Eventually.TrueAsync(() => _chat.Failure is { IsOffline: true }, "it is said that the service is away");
        Assert.Equal((false, true, false), (_chat.IsOpening, _chat.IsBusy, _chat.CanAct));

        _fakes.Chat.IsAway = false;
        await PassAsync(opening);
        Assert.Equal(["Hello"], _chat.Messages.Select(message => message.Source));
        Assert.Null(_chat.Failure);
        Assert.True(_chat.CanAct);
    }

    [Fact]
    public async Task A_running_answer_is_joined_once_the_service_is_back()
    {
        var stored = _fakes.Chat.Add("Running", _clock.GetUtcNow(), Scripts.Message(Guid.CreateVersion7(), "user", "Hello"));
        (stored.Generating, _fakes.Chat.JoinsAway) = (true, 3);
        await PassAsync(_chat.OpenAsync(stored.Id, Guid.Empty));
        Assert.Equal(["Hello", "Hello there."], _chat.Messages.Select(message => message.Source));
        Assert.Null(_chat.Failure);
    }

    [Fact]
    public async Task A_lost_answer_is_waited_for_as_long_as_the_page_is_there()
    {
        _fakes.Chat.Script = Scripts.Plain("one ", "two ", "three ", "four");
        (_fakes.Chat.CutBefore, _fakes.Chat.JoinsAway) = (5, 40);
        await PassAsync(_chat.SendAsync("Count", "chat-model"));
        Assert.Equal(("one two three four", MessageState.Complete), (_chat.Messages[1].Source, _chat.Messages[1].State));
    }

    [Fact]
    public async Task An_answer_that_ended_unseen_is_read_as_it_is_stored()
    {
        var answer = Guid.CreateVersion7();
        var stored = _fakes.Chat.Add("Ended", _clock.GetUtcNow(), Scripts.Message(Guid.CreateVersion7(), "user", "Hello"), Scripts.Message(answer, "assistant", "Hel", "streaming"));
        stored.Generating = true;
        _fakes.Chat.EndedUnseen = Scripts.Message(answer, "assistant", "Hello there.");
        await PassAsync(_chat.OpenAsync(stored.Id, Guid.Empty));
        Assert.Equal(("Hello there.", MessageState.Complete, false), (_chat.Messages[1].Source, _chat.Messages[1].State, _chat.IsAnswering));
    }

    [Fact]
    public async Task A_service_that_takes_requests_and_says_nothing_is_away()
    {
        _fakes.Chat.Hold = new TaskCompletionSource();
        await PassAsync(_chat.SendAsync("Hello", "chat-model"));
        Assert.Equal((MessageState.NotSent, true), (_chat.Messages[0].State, _chat.Failure!.IsOffline));
    }

    [Fact]
    public async Task A_stop_before_the_service_has_the_message_stops_it_when_it_has()
    {
        (_fakes.Chat.Gate, _fakes.Chat.Hold) = (new TaskCompletionSource(), new TaskCompletionSource());
        var sending = _chat.SendAsync("Hello", "chat-model");
        await _chat.StopAsync();
        _fakes.Chat.Hold.SetResult();
        await sending.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.True(_fakes.Chat.WasStopped);
        Assert.Null(_chat.Failure);
    }

    [Fact]
    public async Task Who_leaves_is_not_waited_for()
    {
        _fakes.Chat.IsAway = true;
        var opening = _chat.OpenAsync(Guid.CreateVersion7(), Guid.Empty);
        await Eventually.TrueAsync(() => _chat.Failure is not null, "it is said that the service is away");
        _chat.Reset();
        await opening.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.Null(_chat.Failure);
        Assert.True(_chat.IsNew);
    }

    // Time passes until it is done.
    private Task PassAsync(Task task) => Eventually.TrueAsync(
        () =>
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            return task.IsCompleted;
        },
        "it has come to an end");
}
