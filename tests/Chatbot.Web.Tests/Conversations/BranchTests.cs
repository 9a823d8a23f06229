using Chatbot.Chat.Contracts;
using Chatbot.Web.Clients;
using Chatbot.Web.Conversations;
using Chatbot.Web.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Web.Tests.Conversations;

public sealed class BranchTests : IAsyncLifetime
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
    }

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        await _fakes.DisposeAsync();
    }

    [Fact]
    public async Task Files_go_with_the_message_before_its_text()
    {
        await _chat.SendAsync("Look", "chat-model", files: [new FilePart("/api/files/a.png", "a.png", "image/png")]);
        Assert.Equal(
            [new NewPart("file", MediaType: "image/png", Name: "a.png", Url: "/api/files/a.png"), new NewPart("text", "Look")],
            Assert.Single(_fakes.Chat.Requests).Message!.Parts);
        Assert.Single(_chat.Messages[0].Files);
    }

    [Fact]
    public async Task A_NUL_that_came_with_what_was_pasted_is_neither_sent_nor_in_an_edit()
    {
        await _chat.SendAsync("a\0b", "chat-model");
        await _chat.EditAsync(_chat.Messages[0], "\0c", "chat-model");
        Assert.Equal(["ab", "c"], _fakes.Chat.Requests.Select(request => Assert.Single(request.Message!.Parts).Text));
        Assert.Equal("c", _chat.Messages[0].Source);
    }

    [Fact]
    public async Task A_picture_goes_along_with_an_edit_that_has_no_words()
    {
        var picture = new FilePart("/api/files/a.png", "a.png", "image/png");
        await _chat.SendAsync("", "chat-model", files: [picture]);
        await _chat.EditAsync(_chat.Messages[0], "", "chat-model");
        Assert.Equal(("file", picture.Url), (Assert.Single(_fakes.Chat.Requests[^1].Message!.Parts).Type, _fakes.Chat.Requests[^1].Message!.Parts[0].Url));
    }

    [Fact]
    public async Task The_first_message_in_other_words_has_no_parent_and_a_later_one_that_of_the_old_one()
    {
        await _chat.SendAsync("One", "chat-model");
        var (first, answer) = (_chat.Messages[0], _chat.Messages[1]);
        await _chat.SendAsync("Two", "chat-model");
        await _chat.EditAsync(_chat.Messages[2], "Three", "chat-model");
        Assert.Equal(ChatParent.Of(answer.Id), _fakes.Chat.Requests[^1].ParentId);
        Assert.Equal(["One", "Hello there.", "Three", "Hello there."], _chat.Messages.Select(message => message.Source));
        Assert.Equal(2, _chat.Messages[2].Siblings.Count);

        await _chat.EditAsync(first, "Zero", "chat-model");
        Assert.Equal((true, (Guid?)null), (_fakes.Chat.Requests[^1].ParentId.IsGiven, _fakes.Chat.Requests[^1].ParentId.Id));
        Assert.Equal(["Zero", "Hello there."], _chat.Messages.Select(message => message.Source));
        Assert.Equal([first.Id, _chat.Messages[0].Id], _chat.Messages[0].Siblings);
    }

    [Fact]
    public async Task An_edit_that_is_refused_changes_nothing_and_the_same_words_are_the_same_message()
    {
        await _chat.SendAsync("One", "chat-model");
        _fakes.Chat.Refusal = (429, "rate_limit:chat", "Enough for today.");
        var refusal = await _chat.EditAsync(_chat.Messages[0], "Zero", "chat-model");
        Assert.Equal(["One", "Hello there."], _chat.Messages.Select(message => message.Source));
        Assert.Equal(("Enough for today.", false), (refusal!.Message, _chat.IsAnswering));
        Assert.Null(_chat.Failure);

        _fakes.Chat.Refusal = null;
        await _chat.EditAsync(_chat.Messages[0], "Zero", "chat-model");
        Assert.Equal(["Zero", "Hello there."], _chat.Messages.Select(message => message.Source));
        Assert.Equal(_fakes.Chat.Requests[^2].Message!.Id, _fakes.Chat.Requests[^1].Message!.Id);
    }

    [Fact]
    public async Task Another_answer_by_another_model_is_a_sibling_and_what_followed_is_left()
    {
        await _chat.SendAsync("One", "chat-model");
        var first = _chat.Messages[1];
        await _chat.SendAsync("Two", "chat-model");
        await _chat.RegenerateAsync(first, "other-model");
        Assert.Equal("other-model", _fakes.Chat.Requests[^1].SelectedChatModel);
        Assert.Equal(["One", "Hello there."], _chat.Messages.Select(message => message.Source));
        Assert.Equal(("other-model", 2, first.Id), (_chat.Messages[1].Model, _chat.Messages[1].Siblings.Count, _chat.Messages[1].Siblings[0]));
    }

    [Fact]
    public async Task Another_version_is_shown_with_the_path_through_it()
    {
        var question = Scripts.Message(Guid.CreateVersion7(), "user", "One");
        var (old, young) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        ChatMessageDetail Answer(Guid id, string text) => Scripts.Message(id, "assistant", text) with { ParentId = question.Id, Siblings = [old, young] };
        var stored = _fakes.Chat.Add("Two answers", TimeProvider.System.GetUtcNow(), question, Answer(young, "Second"));
        _fakes.Chat.Branches[old] = [question, Answer(old, "First")];
        await _chat.OpenAsync(stored.Id, Guid.Empty);

        await _chat.ShowBranchAsync(old);
        Assert.Equal(old, Assert.Single(_fakes.Chat.Patches).ActiveLeaf);
        Assert.Equal(["One", "First"], _chat.Messages.Select(message => message.Source));
    }

    [Fact]
    public async Task While_another_version_is_on_its_way_nothing_else_can_be_done()
    {
        var question = Scripts.Message(Guid.CreateVersion7(), "user", "One");
        var (old, young) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var stored = _fakes.Chat.Add("Two answers", TimeProvider.System.GetUtcNow(), question, Scripts.Message(young, "assistant", "Second"));
        _fakes.Chat.Branches[old] = [question, Scripts.Message(old, "assistant", "First")];
        await _chat.OpenAsync(stored.Id, Guid.Empty);

        _fakes.Chat.Hold = new TaskCompletionSource();
        var showing = _chat.ShowBranchAsync(old);
        Assert.Equal((true, false), (_chat.IsBusy, _chat.CanAct));
        await _chat.ShowBranchAsync(young);
        await _chat.SendAsync("Lost?", "chat-model");
        await _chat.RegenerateAsync(_chat.Messages[1], "chat-model");
        _fakes.Chat.Hold.SetResult();
        await showing;
        Assert.Equal((false, true), (_chat.IsBusy, _chat.CanAct));
        Assert.Equal(old, Assert.Single(_fakes.Chat.Patches).ActiveLeaf);
        Assert.Empty(_fakes.Chat.Requests);
        Assert.Equal(["One", "First"], _chat.Messages.Select(message => message.Source));
    }

    [Fact]
    public async Task Older_messages_that_come_too_late_do_not_stand_before_another_path()
    {
        var messages = Enumerable.Range(0, 60).Select(number => Scripts.Message(Guid.CreateVersion7(), "user", $"{number}")).ToArray();
        var other = Scripts.Message(Guid.CreateVersion7(), "user", "Elsewhere");
        var stored = _fakes.Chat.Add("Two paths", TimeProvider.System.GetUtcNow(), messages);
        await _chat.OpenAsync(stored.Id, Guid.Empty);
        (_fakes.Chat.Hold, _fakes.Chat.IsHeld) = (new TaskCompletionSource(), request => request.Query.ContainsKey("before"));
        var older = _chat.LoadOlderAsync();
        _fakes.Chat.Branches[other.Id] = [other];
        await _chat.ShowBranchAsync(other.Id);
        stored.Messages.InsertRange(0, messages);
        _fakes.Chat.Hold.SetResult();
        await older;
        Assert.Equal(["Elsewhere"], _chat.Messages.Select(message => message.Source));
    }

    [Fact]
    public async Task Why_older_messages_did_not_come_is_no_failure_of_the_chat()
    {
        var stored = _fakes.Chat.Add("Long", TimeProvider.System.GetUtcNow(), [.. Enumerable.Range(0, 60).Select(number => Scripts.Message(Guid.CreateVersion7(), "user", $"{number}"))]);
        await _chat.OpenAsync(stored.Id, Guid.Empty);
        _fakes.Chat.IsAway = true;
        await _chat.LoadOlderAsync();
        Assert.True(_chat.OlderFailure!.IsOffline);
        Assert.Null(_chat.Failure);
        _fakes.Chat.IsAway = false;
        await _chat.LoadOlderAsync();
        Assert.Null(_chat.OlderFailure);
        Assert.Equal(60, _chat.Messages.Count);
    }

    [Fact]
    public async Task Votes_are_learnt_told_and_taken_back_when_they_are_refused()
    {
        var answer = Scripts.Message(Guid.CreateVersion7(), "assistant", "First");
        var stored = _fakes.Chat.Add("Voted", TimeProvider.System.GetUtcNow(), Scripts.Message(Guid.CreateVersion7(), "user", "One"), answer);
        _fakes.Chat.Votes.Add(new ChatVote(stored.Id, answer.Id, false));
        await _chat.OpenAsync(stored.Id, Guid.Empty);
        Assert.False(_chat.Messages[1].IsUpvoted);

        await _chat.VoteAsync(_chat.Messages[1], isUp: true);
        Assert.Equal(new ChatVote(stored.Id, answer.Id, true), _fakes.Chat.Votes[^1]);
        _fakes.Chat.RefusesVotes = true;
        await Assert.ThrowsAsync<ServiceFailure>(() => _chat.VoteAsync(_chat.Messages[1], isUp: false));
        Assert.True(_chat.Messages[1].IsUpvoted);
    }

    [Fact]
    public async Task A_long_chat_opens_at_its_end_and_is_read_upwards_page_by_page()
    {
        Guid? parent = null;
        var messages = Enumerable.Range(0, 120).Select(number =>
        {
            var message = Scripts.Message(Guid.CreateVersion7(), number % 2 == 0 ? "user" : "assistant", $"{number}") with { ParentId = parent };
            parent = message.Id;
            return message;
        }).ToArray();
        var stored = _fakes.Chat.Add("Long", TimeProvider.System.GetUtcNow(), messages);
        await _chat.OpenAsync(stored.Id, Guid.Empty);
        Assert.Equal(("70", 50, true), (_chat.Messages[0].Source, _chat.Messages.Count, _chat.HasMore));
        await _chat.LoadOlderAsync();
        Assert.Equal(("20", 100, true), (_chat.Messages[0].Source, _chat.Messages.Count, _chat.HasMore));

        // What was read before stays when the newest page is read again.
        await _chat.ShowBranchAsync(messages[^1].Id);
        Assert.Equal(("20", 100, true), (_chat.Messages[0].Source, _chat.Messages.Count, _chat.HasMore));
        await _chat.LoadOlderAsync();
        Assert.Equal(("0", 120, false), (_chat.Messages[0].Source, _chat.Messages.Count, _chat.HasMore));
    }
}
