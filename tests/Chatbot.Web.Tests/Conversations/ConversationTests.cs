using Chatbot.Testing;
using Chatbot.Web.Conversations;
using Chatbot.Web.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Web.Tests.Conversations;

public sealed class ConversationTests : IAsyncLifetime
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
    public async Task A_message_is_sent_as_the_contract_says_and_its_answer_read_to_the_end()
    {
        var started = 0;
        _chat.Stored += () => started++;
        await _chat.SendAsync("Hello", "lmstudio:qwen/qwen3-8b");

        var request = Assert.Single(_fakes.Chat.Requests);
        Assert.Equal((_chat.Id, "lmstudio:qwen/qwen3-8b", "private"), (request.Id, request.SelectedChatModel, request.SelectedVisibilityType));
        Assert.Equal("all", _fakes.Chat.LastHeaders!["x-chatbot-parts"]);
        Assert.Equal(["Hello", "Hello there."], _chat.Messages.Select(Text));
        Assert.Equal((1, false, MessageState.Complete), (started, _chat.IsAnswering, _chat.Messages[1].State));
    }

    [Fact]
    public async Task Who_writes_lets_go_of_what_was_read_long_above_and_reads_it_again_when_wanted()
    {
        var messages = Enumerable.Range(0, 400).Select(number => Scripts.Message(Guid.CreateVersion7(), number % 2 == 0 ? "user" : "assistant", $"{number}")).ToArray();
        var chat = _fakes.Chat.Add("Long", TimeProvider.System.GetUtcNow(), messages);
        await _chat.OpenAsync(chat.Id, Guid.CreateVersion7());
        while (_chat.HasMore) await _chat.LoadOlderAsync();
        Assert.Equal(400, _chat.Messages.Count);

        await _chat.SendAsync("And now?", "chat-model");
        Assert.Equal((202, true, "200"), (_chat.Messages.Count, _chat.HasMore, Text(_chat.Messages[0])));
        await _chat.LoadOlderAsync();
        Assert.Equal("150", Text(_chat.Messages[0]));
    }

    [Fact]
    public async Task A_lost_stream_is_joined_behind_the_last_part_that_was_seen()
    {
        _fakes.Chat.Script = Scripts.Plain("one ", "two ", "three ", "four");
        _fakes.Chat.CutBefore = 5;
        await _chat.SendAsync("Count", "chat-model");
        Assert.Equal("4", Assert.Single(_fakes.Chat.Joins));
        Assert.Equal($"of {_chat.Messages[1].Id}", Assert.Single(_fakes.Chat.Named));
        Assert.Equal("one two three four", Text(_chat.Messages[1]));
        Assert.Null(_chat.Failure);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(9)]
    public async Task A_connection_that_is_reset_anywhere_loses_and_doubles_nothing(int before)
    {
        _fakes.Chat.Script = Scripts.Plain("one ", "two ", "three ", "four");
        (_fakes.Chat.CutBefore, _fakes.Chat.CutsHard) = (before, true);
        await _chat.SendAsync("Count", "chat-model");
        Assert.Equal("one two three four", Text(_chat.Messages[1]));
    }

    [Fact]
    public async Task A_running_answer_is_joined_from_its_start_behind_what_it_had_before_it_went_on()
    {
        var stored = _fakes.Chat.Add("Running", TimeProvider.System.GetUtcNow());
        stored.Messages.Add(Scripts.Message(Guid.CreateVersion7(), "user", "Hello"));
        stored.Messages.Add(Scripts.Message(stored.AnswerId, "assistant", "Once: ", "streaming"));
        stored.Generating = true;
        await _chat.OpenAsync(stored.Id, Guid.Empty);
        Assert.Null(Assert.Single(_fakes.Chat.Joins));
        Assert.Equal(["Hello", "Once: Hello there."], _chat.Messages.Select(Text));
    }

    [Fact]
    public async Task A_refused_message_keeps_its_text_and_can_be_sent_again()
    {
        _fakes.Chat.Refusal = (429, "rate_limit:chat", "Enough for today.");
        await _chat.SendAsync("Hello", "chat-model");
        Assert.Equal("Enough for today.", _chat.Failure!.Message);
        Assert.Equal((MessageState.NotSent, true), (_chat.Messages[0].State, _chat.IsNew));

        _fakes.Chat.Refusal = null;
        await _chat.SendAgainAsync(_chat.Messages[^1], "chat-model");
        Assert.Equal(["Hello", "Hello there."], _chat.Messages.Select(Text));
        Assert.Single(_fakes.Chat.Requests.Select(request => request.Message!.Id).Distinct());
    }

    [Fact]
    public async Task A_chat_has_its_address_with_the_first_message_and_is_stored_once_that_is_taken()
    {
        var told = new List<string>();
        _chat.Started += () => told.Add($"started, {_fakes.Chat.Requests.Count} sent");
        _chat.Stored += () => told.Add("stored");
        _fakes.Chat.Refusal = (429, "rate_limit:chat", "Enough for today.");
        await _chat.SendAsync("Hello", "chat-model");
        Assert.Equal(["started, 0 sent"], told);

        _fakes.Chat.Refusal = null;
        await _chat.SendAgainAsync(_chat.Messages[^1], "chat-model");
        Assert.Equal(["started, 0 sent", "stored"], told);
    }

    [Fact]
    public async Task A_message_waits_for_the_answer_that_another_window_asked_for()
    {
        var stored = _fakes.Chat.Add("Two windows", TimeProvider.System.GetUtcNow(), Scripts.Message(Guid.CreateVersion7(), "user", "First"));
        await _chat.OpenAsync(stored.Id, Guid.Empty);
        stored.Messages.Add(Scripts.Message(Guid.CreateVersion7(), "user", "Theirs"));
        stored.Generating = true;

        await _chat.SendAsync("Mine", "chat-model");
        Assert.Equal(["First", "Theirs", "Hello there.", "Mine", "Hello there."], _chat.Messages.Select(Text));
        Assert.Equal((2, 1), (_fakes.Chat.Requests.Count, _fakes.Chat.Requests.Select(request => request.Message!.Id).Distinct().Count()));
        Assert.Equal((MessageState.Complete, false), (_chat.Messages[3].State, _chat.IsAnswering));
        Assert.Null(_chat.Failure);
    }

    [Fact]
    public async Task A_message_that_had_arrived_is_joined_and_not_sent_again()
    {
        var stored = _fakes.Chat.Add("Arrived", TimeProvider.System.GetUtcNow());
        await _chat.OpenAsync(stored.Id, Guid.Empty);
        var id = Guid.CreateVersion7();
        stored.Messages.Add(Scripts.Message(id, "user", "Mine"));
        stored.Generating = true;

        await _chat.SendAsync("Mine", "chat-model", id);
        Assert.Equal(["Mine", "Hello there."], _chat.Messages.Select(Text));
        Assert.Single(_fakes.Chat.Requests);
        Assert.False(_chat.IsAnswering);
    }

    [Fact]
    public async Task A_conflict_that_does_not_end_keeps_the_message_to_be_sent_again()
    {
        var stored = _fakes.Chat.Add("Busy", TimeProvider.System.GetUtcNow(), Scripts.Message(Guid.CreateVersion7(), "user", "First"));
        await _chat.OpenAsync(stored.Id, Guid.Empty);
        _fakes.Chat.Refusal = (409, "conflict:chat", "The chat is being answered.");
        await _chat.SendAsync("Mine", "chat-model");
        Assert.Equal(["First", "Mine"], _chat.Messages.Select(Text));
        Assert.Equal((MessageState.NotSent, false), (_chat.Messages[1].State, _chat.IsAnswering));

        _fakes.Chat.Refusal = null;
        await _chat.SendAgainAsync(_chat.Messages[^1], "chat-model");
        Assert.Equal(["First", "Mine", "Hello there."], _chat.Messages.Select(Text));
    }

    [Fact]
    public async Task Stopping_reaches_the_service_while_the_answer_runs()
    {
        _fakes.Chat.Gate = new TaskCompletionSource();
        var sending = _chat.SendAsync("Hello", "chat-model");
        await Eventually.TrueAsync(() => _chat.Messages.Count == 2, "the answer has started");
        Assert.True(_chat.IsAnswering);
        await _chat.StopAsync();
        await sending;
        Assert.True(_fakes.Chat.WasStopped);
        Assert.False(_chat.IsAnswering);
    }

    [Fact]
    public async Task What_the_model_does_is_told_until_its_text_comes()
    {
        _fakes.Chat.Script = [Scripts.Start, Scripts.Status("queued", 2), Scripts.Status("loading", null, 0.42), Scripts.Status("prompt"), .. Scripts.Plain("Hi").Skip(1)];
        var told = new List<string>();
        _chat.Changed += () => told.Add(StatusText.For(_chat.Status));
        await _chat.SendAsync("Hello", "chat-model");
        Assert.Equal(["Sending…", "Waiting for the model…", "Waiting in queue (2nd)…", "Loading model… 42 %", "Reading the prompt…", "Sending…"], told.Where((text, index) => index == 0 || told[index - 1] != text));
    }

    [Fact]
    public async Task The_model_is_waited_for_once_the_message_is_taken_and_again_when_the_last_tool_has_come_back()
    {
        string[] calls = ["a", "b"];
        _fakes.Chat.Script =
        [
            Scripts.Start,
            .. calls.Select(id => Scripts.Json(new { type = "tool-input-available", toolCallId = id, toolName = "getWeather", input = new { } })),
            .. calls.Select(id => Scripts.Json(new { type = "tool-output-available", toolCallId = id, output = new { } })),
            .. Scripts.Plain("Hi").Skip(1),
        ];
        var told = new List<string>();
        _chat.Changed += () => told.Add($"{_chat.Status?.Phase} {(_chat.Messages is [.., { Role: ChatMessage.Assistant } answer] ? answer.Parts.OfType<ToolPart>().Count(call => call.State == ToolState.Done) : 0)}");
        await _chat.SendAsync("Hello", "chat-model");
        Assert.Equal([" 0", "waiting 0", " 0", " 1", "waiting 2", " 2"], told.Where((text, index) => index == 0 || told[index - 1] != text));
    }

    [Fact]
    public async Task An_error_in_the_stream_keeps_the_text_before_it()
    {
        _fakes.Chat.Script = [.. Scripts.Plain("Half").Take(4), """{"type":"error","errorText":"The model was unloaded."}"""];
        await _chat.SendAsync("Hello", "chat-model");
        Assert.Equal((MessageState.Failed, "The model was unloaded.", "Half"), (_chat.Messages[1].State, _chat.Messages[1].Error, Text(_chat.Messages[1])));
    }

    [Theory]
    [InlineData(""", "contextTokens":70""", 70)]
    [InlineData("", 340)]
    public async Task How_much_of_the_context_is_taken_is_what_the_service_says_and_else_the_sum(string said, int tokens)
    {
        var usage = $$"""{"type":"data-usage","data":{"inputTokens":300,"outputTokens":40,"reasoningTokens":20,"tokensPerSecond":9.5,"timeToFirstTokenMs":100{{said}} } }""";
        _fakes.Chat.Script = [.. Scripts.Plain("Half").SkipLast(1), usage, """{"type":"finish"}"""];
        await _chat.SendAsync("Hello", "chat-model");
        Assert.Equal(tokens, _chat.ContextTokens);
    }

    [Theory]
    [InlineData("length", MessageState.CutOff)]
    [InlineData("content-filter", MessageState.Filtered)]
    [InlineData("other", MessageState.Stopped)]
    [InlineData("tool-calls", MessageState.Complete)]
    public async Task Why_an_answer_ended_is_known_when_it_ends(string reason, MessageState state)
    {
        _fakes.Chat.Script = [.. Scripts.Plain("Half").SkipLast(1), Scripts.Json(new { type = "finish", finishReason = reason })];
        await _chat.SendAsync("Hello", "chat-model");
        Assert.Equal(state, _chat.Messages[1].State);
    }

    [Theory]
    [InlineData("length", MessageState.CutOff)]
    [InlineData("content-filter", MessageState.Filtered)]
    [InlineData("tool-calls", MessageState.Complete)]
    [InlineData(null, MessageState.Complete)]
    public async Task Why_an_answer_ended_is_known_after_a_reload(string? reason, MessageState state)
    {
        var stored = _fakes.Chat.Add("Ended", TimeProvider.System.GetUtcNow(), Scripts.Message(Guid.CreateVersion7(), "assistant", "Half") with { FinishReason = reason });
        await _chat.OpenAsync(stored.Id, Guid.Empty);
        Assert.Equal(state, _chat.Messages[0].State);
    }

    [Fact]
    public async Task An_answer_that_failed_can_be_asked_for_again()
    {
        var failed = Scripts.Message(Guid.CreateVersion7(), "assistant", "Half", "failed", "The model was unloaded.");
        var stored = _fakes.Chat.Add("Failed", TimeProvider.System.GetUtcNow(), Scripts.Message(Guid.CreateVersion7(), "user", "Hello"), failed);
        await _chat.OpenAsync(stored.Id, Guid.Empty);
        await _chat.RegenerateAsync(_chat.Messages[1], "chat-model");
        Assert.Equal(failed.Id, Assert.Single(_fakes.Chat.Requests).Regenerate!.MessageId);
        Assert.Equal(["Hello", "Hello there."], _chat.Messages.Select(Text));
    }

    [Fact]
    public async Task Reasoning_stands_apart_from_the_answer()
    {
        _fakes.Chat.Script = [Scripts.Start, """{"type":"reasoning-start","id":"r"}""", """{"type":"reasoning-delta","id":"r","delta":"Hm."}""", """{"type":"reasoning-end","id":"r"}""", .. Scripts.Plain("Yes.").Skip(1)];
        await _chat.SendAsync("Hello", "chat-model");
        Assert.Collection(_chat.Messages[1].Parts,
            part => Assert.Equal(("Hm.", false), (Assert.IsType<ReasoningPart>(part).Text, ((ReasoningPart)part).IsOpen)),
            part => Assert.Equal("Yes.", Assert.IsType<TextPart>(part).Text));
    }

    [Fact]
    public async Task A_chat_of_somebody_else_is_read_only()
    {
        var stored = _fakes.Chat.Add("Shared", TimeProvider.System.GetUtcNow(), Scripts.Message(Guid.CreateVersion7(), "user", "Hello"));
        stored.Owner = Guid.CreateVersion7();
        stored.Visibility = "public";
        await _chat.OpenAsync(stored.Id, Guid.CreateVersion7());
        Assert.True(_chat.IsReadOnly);
    }

    [Fact]
    public async Task An_unknown_chat_is_told_by_the_services_sentence()
    {
        await _chat.OpenAsync(Guid.CreateVersion7(), Guid.Empty);
        Assert.Equal("not_found:chat", _chat.Failure!.Code);
    }

    private static string Text(ChatMessage message) => string.Concat(message.Parts.OfType<TextPart>().Select(part => part.Text));
}
