using Chatbot.Web.Conversations;
using Chatbot.Web.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Chatbot.Web.Tests.Conversations;

/// <summary>What happens to a chat elsewhere while a page shows it.</summary>
public sealed class OtherWindowTests : IAsyncLifetime
{
    private readonly ServiceCollection _services = new();
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
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
        await _provider.DisposeAsync();
        await _fakes.DisposeAsync();
    }

    [Fact]
    public async Task The_title_that_a_model_makes_after_the_first_answer_is_learnt()
    {
        var told = new List<string>();
        _chat.Renamed += told.Add;
        await _chat.SendAsync("Hello", "chat-model");
        _fakes.Chat[_chat.Id].Title = "A greeting";
        var learning = _chat.LearnTitleAsync();
        _clock.Advance(TimeSpan.FromSeconds(2));
        await learning;
        Assert.Equal(("A greeting", "A greeting"), (_chat.Title, told[^1]));
    }

    [Fact]
    public async Task A_chat_that_was_only_opened_is_not_asked_for_its_title()
    {
        var chat = _fakes.Chat.Add("Old", _clock.GetUtcNow(), Message("user", "One"), Message("assistant", "Yes."));
        await _chat.OpenAsync(chat.Id, Guid.Empty);
        Assert.True(_chat.LearnTitleAsync().IsCompleted);
    }

    [Fact]
    public async Task What_was_asked_in_another_window_is_there_after_coming_back()
    {
        var chat = _fakes.Chat.Add("Two windows", _clock.GetUtcNow(), Message("user", "One"), Message("assistant", "Yes."));
        await _chat.OpenAsync(chat.Id, Guid.Empty);
        var before = _chat.Messages[^1];
        await _chat.ReadAgainAsync();
        Assert.Same(before, _chat.Messages[^1]);

        chat.Messages.AddRange([Message("user", "Two"), Message("assistant", "No.")]);
        await _chat.ReadAgainAsync();
        Assert.Equal(["One", "Yes.", "Two", "No."], _chat.Messages.Select(message => message.Source));
    }

    [Fact]
    public async Task An_answer_that_another_window_asked_for_is_followed()
    {
        var chat = _fakes.Chat.Add("Two windows", _clock.GetUtcNow(), Message("user", "One"), Message("assistant", "Yes."));
        await _chat.OpenAsync(chat.Id, Guid.Empty);
        chat.Messages.Add(Message("user", "Two"));
        chat.Generating = true;
        await _chat.ReadAgainAsync();
        Assert.Equal(["One", "Yes.", "Two", "Hello there."], _chat.Messages.Select(message => message.Source));
        Assert.True(_chat.CanAct);
    }

    [Fact]
    public async Task Who_sends_while_it_is_read_again_keeps_what_was_sent()
    {
        var chat = _fakes.Chat.Add("Two windows", _clock.GetUtcNow(), Message("user", "One"), Message("assistant", "Yes."));
        await _chat.OpenAsync(chat.Id, Guid.Empty);
        _fakes.Chat.Hold = new TaskCompletionSource();
        _fakes.Chat.IsHeld = request => request.Method == "GET";
        var reading = _chat.ReadAgainAsync();
        await _chat.SendAsync("Two", "chat-model");
        var sent = _chat.Messages[^1];
        _fakes.Chat.Hold.SetResult();
        await reading;
        Assert.Same(sent, _chat.Messages[^1]);
    }

    private static Chat.Contracts.ChatMessageDetail Message(string role, string text) => Scripts.Message(Guid.CreateVersion7(), role, text);
}
