using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Chatbot.Chat.Contracts;
using Chatbot.Chat.Tests.Support;
using Chatbot.Testing;

namespace Chatbot.Chat.Tests;

public sealed class BranchTests(ChatHost host)
{
    private readonly TestUser _user = TestUser.Regular();

    [Fact]
    public async Task The_first_message_is_edited_by_one_without_a_parent()
    {
        var talk = NewTalk();
        var first = await SayAsync(talk, "First");
        var edited = await SayAsync(talk, "First, edited", ChatParent.None);

        var chat = await talk.ReadAsync();
        Assert.Equal([edited.Question, edited.Answer], chat.Messages.Select(message => message.Id));
        Assert.Null(chat.Messages[0].ParentId);
        Assert.Equal([first.Question, edited.Question], chat.Messages[0].Siblings);
    }

    [Fact]
    public async Task A_later_message_is_edited_by_one_with_the_same_parent_and_without_parentId_one_goes_on()
    {
        var talk = NewTalk();
        var first = await SayAsync(talk, "First");
        var second = await SayAsync(talk, "Second");
        var edited = await SayAsync(talk, "Second, edited", ChatParent.Of(first.Answer));
        var third = await SayAsync(talk, "Third");

        var chat = await talk.ReadAsync();
        Assert.Equal([first.Question, first.Answer, edited.Question, edited.Answer, third.Question, third.Answer], chat.Messages.Select(message => message.Id));
        Assert.Equal([second.Question, edited.Question], chat.Messages[2].Siblings);
    }

    [Fact]
    public async Task Turning_to_a_sibling_shows_its_branch_to_the_newest_end()
    {
        var talk = NewTalk();
        var first = await SayAsync(talk, "First");
        var older = await SayAsync(talk, "Below, older", ChatParent.Of(first.Answer));
        var newer = await SayAsync(talk, "Below, newer", ChatParent.Of(first.Answer));
        var other = await SayAsync(talk, "Other", ChatParent.None);
        Assert.Equal(other.Answer, (await talk.ReadAsync()).Messages[^1].Id);

        await PatchAsync(talk.Id, new { activeLeaf = first.Question });
        Assert.Equal([first.Question, first.Answer, newer.Question, newer.Answer], (await talk.ReadAsync()).Messages.Select(message => message.Id));
        await PatchAsync(talk.Id, new { activeLeaf = older.Question });
        Assert.Equal([first.Question, first.Answer, older.Question, older.Answer], (await talk.ReadAsync()).Messages.Select(message => message.Id));
    }

    [Fact]
    public async Task While_an_answer_runs_another_branch_may_be_shown_and_the_answer_is_kept()
    {
        var talk = NewTalk();
        var first = await SayAsync(talk, "First");
        var text = Talk.UniqueText("Running");
        var answer = host.Agent.On(text).Say("So far");
        using var response = await PostAsync(talk, text, Guid.CreateVersion7(), ChatParent.None);
        await PatchAsync(talk.Id, new { activeLeaf = first.Answer });
        answer.Say(" and on").End();
        await response.AllAsync();

        var chat = await talk.ReadAsync();
        Assert.Equal(first.Answer, chat.Messages[^1].Id);
        await PatchAsync(talk.Id, new { activeLeaf = chat.Messages[0].Siblings[1] });
        Assert.Equal("So far and on", await talk.LastTextAsync());
    }

    [Fact]
    public async Task A_message_of_another_chat_is_neither_parent_nor_shown()
    {
        var stranger = await StoredChat.AddAsync(host, TestUser.Regular(), "Not yours", null, "Question", "Answer");
        var own = await StoredChat.AddAsync(host, _user, "Another one", null, "Question", "Answer");
        var talk = NewTalk();
        await SayAsync(talk, "First");

        foreach (var id in new[] { stranger.Messages[1].Id.Value, own.Messages[1].Id.Value, Guid.CreateVersion7(), Guid.Empty })
        {
            using var said = await PostAsync(talk, "Hello", Guid.CreateVersion7(), ChatParent.Of(id));
            Assert.Contains("parentId", await CauseAsync(said), StringComparison.Ordinal);
            using var shown = await host.ClientFor(_user).PatchAsJsonAsync($"/api/chat/{talk.Id}", new { activeLeaf = id }, TestContext.Current.CancellationToken);
            Assert.Contains("activeLeaf", await CauseAsync(shown), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_pinned_chat_says_so_and_is_listed_with_the_pinned_ones()
    {
        var chat = await StoredChat.AddAsync(host, _user, "On top", null, "Question", "Answer");
        await StoredChat.AddAsync(host, _user, "Newer");
        var client = host.ClientFor(_user);

        Assert.True((await PatchAsync(chat.Id, new { pinned = true })).Pinned);
        Assert.True((await new Talk(client) { Id = chat.Id }.ReadAsync()).Pinned);
        Assert.Equal(chat.Id, Assert.Single((await ListAsync(client, "?pinned=true")).Chats).Id);
        Assert.Equal("Newer", Assert.Single((await ListAsync(client, "?pinned=false")).Chats).Title);
        Assert.False((await PatchAsync(chat.Id, new { pinned = false })).Pinned);
    }

    [Fact]
    public async Task An_answer_says_what_it_cost_and_a_question_does_not()
    {
        var chat = await StoredChat.AddAsync(host, _user, "Cost", null, "Question", "Answer");
        var json = await host.ClientFor(_user).GetFromJsonAsync<JsonElement>($"/api/chat/{chat.Id}", TestContext.Current.CancellationToken);

        Assert.False(json.GetProperty("messages")[0].TryGetProperty("usage", out var none) && none.ValueKind != JsonValueKind.Null);
        Assert.Equal(
            """{"inputTokens":10,"outputTokens":20,"reasoningTokens":0,"tokensPerSecond":12.3,"timeToFirstTokenMs":300}""",
            json.GetProperty("messages")[1].GetProperty("usage").GetRawText());
    }

    [Theory]
    [InlineData("""{"pinned":"yes"}""", "pinned")]
    [InlineData("""{"activeLeaf":"x"}""", "activeLeaf")]
    [InlineData("""{"activeLeaf":7}""", "activeLeaf")]
    [InlineData("""{"ownerId":"x"}""", "ownerId")]
    public async Task A_malformed_change_is_a_400_that_names_the_field(string body, string field)
    {
        var chat = await StoredChat.AddAsync(host, _user, "As it was");
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await host.ClientFor(_user).PatchAsync(new Uri($"/api/chat/{chat.Id}", UriKind.Relative), content, TestContext.Current.CancellationToken);
        Assert.Contains(field, await CauseAsync(response), StringComparison.Ordinal);
    }

    private Talk NewTalk() => new(host.ClientFor(_user));

    private static Task<ChatHistory> ListAsync(HttpClient client, string query) =>
        client.GetFromJsonAsync<ChatHistory>($"/api/history{query}", JsonSerializerOptions.Web, TestContext.Current.CancellationToken)!;

    private async Task<(Guid Question, Guid Answer)> SayAsync(Talk talk, string about, ChatParent parent = default)
    {
        var (text, id) = (Talk.UniqueText(about), Guid.CreateVersion7());
        host.Agent.On(text).Say("Answer").End();
        using var response = await PostAsync(talk, text, id, parent);
        var events = await response.AllAsync();
        return (id, events[0].Json.GetProperty("messageId").GetGuid());
    }

    private static Task<HttpResponseMessage> PostAsync(Talk talk, string text, Guid id, ChatParent parent) =>
        talk.PostAsync(new ChatRequest(talk.Id, new NewMessage(id, "user", [new NewPart("text", text)]), Talk.Local, "private") { ParentId = parent });

    private async Task<ChatSummary> PatchAsync(Guid id, object patch)
    {
        using var response = await host.ClientFor(_user).PatchAsJsonAsync($"/api/chat/{id}", patch, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<ChatSummary>(JsonSerializerOptions.Web, TestContext.Current.CancellationToken))!;
    }

    private static async Task<string?> CauseAsync(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("cause").GetString();
    }
}
