using Chatbot.Chat.Contracts;
using Chatbot.Web.Conversations;
using Chatbot.Web.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Web.Tests.Conversations;

/// <summary>Messages that the service did not take.</summary>
public sealed class UnsentTests : IAsyncLifetime
{
    private readonly ServiceCollection _services = new();
    private FakeServices _fakes = null!;
    private ServiceProvider _provider = null!;
    private Conversation _chat = null!;

    public async ValueTask InitializeAsync()
    {
        _fakes = await FakeServices.StartAsync();
        await _services.AddCircuitAsync(_fakes);
        _provider = _services.BuildServiceProvider();
        _chat = _provider.CreateScope().ServiceProvider.GetRequiredService<Conversation>();
        _fakes.Chat.Refusal = (403, "forbidden:models", "This model is not for you.");
        await _chat.SendAsync("One", "theirs");
        _fakes.Chat.Refusal = null;
    }

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        await _fakes.DisposeAsync();
    }

    [Fact]
    public async Task It_is_sent_again_behind_what_was_said_since_to_the_model_that_is_chosen_now()
    {
        var unsent = _chat.Messages[0];
        await _chat.SendAsync("Two", "chat-model");
        Assert.Equal((MessageState.NotSent, "One"), (unsent.State, _chat.Messages[0].Source));
        await _chat.SendAgainAsync(unsent, "chosen-now");
        Assert.Equal(["Two", "Hello there.", "One", "Hello there."], _chat.Messages.Select(message => message.Source));
        Assert.Equal("chosen-now", _fakes.Chat.Requests[^1].SelectedChatModel);
        Assert.Equal(_chat.Messages[1].Id, unsent.ParentId);
    }

    [Fact]
    public async Task It_is_nobodys_parent()
    {
        await _chat.SendAsync("Two", "chat-model");
        Assert.Null(_chat.Messages[1].ParentId);
        await _chat.EditAsync(_chat.Messages[1], "Three", "chat-model");
        Assert.Equal(ChatParent.None, _fakes.Chat.Requests[^1].ParentId);
    }

    [Fact]
    public async Task It_can_be_removed_and_others_cannot()
    {
        _chat.Remove(_chat.Messages[0]);
        Assert.Empty(_chat.Messages);
        Assert.Null(_chat.Failure);
        await _chat.SendAsync("Two", "chat-model");
        _chat.Remove(_chat.Messages[0]);
        Assert.Equal(2, _chat.Messages.Count);
    }
}
