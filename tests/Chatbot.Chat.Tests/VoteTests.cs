using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Chatbot.Chat.Contracts;
using Chatbot.Chat.Tests.Support;
using Chatbot.Testing;

namespace Chatbot.Chat.Tests;

public sealed class VoteTests(ChatHost host)
{
    private readonly TestUser _user = TestUser.Regular();

    [Fact]
    public async Task A_vote_is_kept_and_changed_by_voting_again()
    {
        var chat = await StoredChat.AddAsync(host, _user, "Vote", null, "Question", "Answer", "Question", "Answer");
        var (first, second) = (chat.Messages[1].Id.Value, chat.Messages[3].Id.Value);
        using (var response = await VoteAsync(chat.Id, first, "up"))
        {
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal("Message voted", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        using (await VoteAsync(chat.Id, second, "down")) Assert.Equivalent(new[] { new ChatVote(chat.Id, first, true), new ChatVote(chat.Id, second, false) }, await VotesAsync(chat.Id), strict: true);
        using (await VoteAsync(chat.Id, first, "down")) Assert.Equivalent(new[] { new ChatVote(chat.Id, first, false), new ChatVote(chat.Id, second, false) }, await VotesAsync(chat.Id), strict: true);
    }

    [Fact]
    public async Task Only_an_answer_that_is_in_the_chat_is_voted_on()
    {
        var chat = await StoredChat.AddAsync(host, _user, "Vote", null, "Question", "Answer");
        var other = await StoredChat.AddAsync(host, _user, "Other", null, "Question", "Answer");
        var stranger = await StoredChat.AddAsync(host, TestUser.Regular(), "Stranger", null, "Question", "Answer");

        Assert.Equal((400, "bad_request:api"), await RefusalAsync(chat.Id, chat.Messages[0].Id.Value, "up"));
        Assert.Equal((400, "bad_request:api"), await RefusalAsync(chat.Id, chat.Messages[1].Id.Value, "sideways"));
        Assert.Equal((404, "not_found:vote"), await RefusalAsync(chat.Id, other.Messages[1].Id.Value, "up"));
        Assert.Equal((404, "not_found:vote"), await RefusalAsync(chat.Id, stranger.Messages[1].Id.Value, "up"));
        Assert.Equal((404, "not_found:vote"), await RefusalAsync(Guid.CreateVersion7(), chat.Messages[1].Id.Value, "up"));
        Assert.Equal((403, "forbidden:vote"), await RefusalAsync(stranger.Id, stranger.Messages[1].Id.Value, "up"));
        Assert.Empty(await VotesAsync(chat.Id));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"chatId":"x","messageId":"x","type":"up"}""")]
    [InlineData("""{"chatId":null,"messageId":null,"type":null}""")]
    [InlineData("""{"chatId":"0197a0c2-1111-7222-8333-444455556666","messageId":"0197a0c2-1111-7222-8333-444455556666","type":"up","isUpvoted":true}""")]
    public async Task A_malformed_vote_is_a_400(string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await host.ClientFor(_user).PatchAsync(new Uri("/api/vote", UriKind.Relative), content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private Task<HttpResponseMessage> VoteAsync(Guid chat, Guid message, string type) =>
        host.ClientFor(_user).PatchAsJsonAsync("/api/vote", new { chatId = chat, messageId = message, type }, TestContext.Current.CancellationToken);

    private async Task<(int, string?)> RefusalAsync(Guid chat, Guid message, string type)
    {
        using var response = await VoteAsync(chat, message, type);
        return ((int)response.StatusCode, (await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("code").GetString());
    }

    private async Task<List<ChatVote>> VotesAsync(Guid chat) =>
        (await host.ClientFor(_user).GetFromJsonAsync<List<ChatVote>>($"/api/vote?chatId={chat}", JsonSerializerOptions.Web, TestContext.Current.CancellationToken))!;
}
