using System.Net.Http.Json;
using System.Text.Json;
using Chatbot.Chat.Contracts;
using Chatbot.Chat.Tests.Support;
using Chatbot.Testing;

namespace Chatbot.Chat.Tests;

public sealed class ChatGptImportTests(ChatHost host)
{
    private const string Conversations =
        """
        [{
          "title": "Trip to Lisbon", "create_time": 1700000000.25, "update_time": 1700000900.5,
          "mapping": {
            "root": {"id": "root", "message": null, "parent": null, "children": ["sys"]},
            "sys": {"id": "sys", "message": {"id": "sys", "author": {"role": "system", "name": null, "metadata": {}}, "create_time": null, "content": {"content_type": "text", "parts": [""]}, "metadata": {"is_visually_hidden_from_conversation": true}, "recipient": "all"}, "parent": "root", "children": ["q1", "q1b"]},
            "q1": {"id": "q1", "message": {"id": "q1", "author": {"role": "user"}, "create_time": 1700000001, "content": {"content_type": "text", "parts": ["Where to stay?"]}, "metadata": {}, "recipient": "all"}, "parent": "sys", "children": ["a1"]},
            "a1": {"id": "a1", "message": {"id": "a1", "author": {"role": "assistant"}, "create_time": 1700000002, "content": {"content_type": "text", "parts": ["In Alfama."]}, "metadata": {"model_slug": "gpt-4o"}, "recipient": "all"}, "parent": "q1", "children": []},
            "q1b": {"id": "q1b", "message": {"id": "q1b", "author": {"role": "user"}, "create_time": 1700000003, "content": {"content_type": "multimodal_text", "parts": [{"content_type": "image_asset_pointer", "asset_pointer": "file-service://x"}, "What is this?"]}, "metadata": {"attachments": [{"name": "map.pdf", "mime_type": "application/pdf"}, {"name": "x.png", "mime_type": "image/png"}]}, "recipient": "all"}, "parent": "sys", "children": ["t1"]},
            "t1": {"id": "t1", "message": {"id": "t1", "author": {"role": "assistant"}, "create_time": 1700000004, "content": {"content_type": "code", "language": "unknown", "text": "search('tower')"}, "metadata": {}, "recipient": "browser"}, "parent": "q1b", "children": ["t2"]},
            "t2": {"id": "t2", "message": {"id": "t2", "author": {"role": "tool", "name": "browser"}, "create_time": 1700000005, "content": {"content_type": "tether_quote", "text": "Belem"}, "metadata": {}, "recipient": "all"}, "parent": "t1", "children": ["th"]},
            "th": {"id": "th", "message": {"id": "th", "author": {"role": "assistant"}, "create_time": 1700000005, "content": {"content_type": "thoughts", "thoughts": []}, "metadata": {}, "recipient": "all"}, "parent": "t2", "children": ["a2"]},
            "a2": {"id": "a2", "message": {"id": "a2", "author": {"role": "assistant"}, "create_time": 1700000006, "content": {"content_type": "text", "parts": ["The tower of", "", "Bel\u00e9m."]}, "metadata": {"model_slug": "o3"}, "recipient": "all"}, "parent": "th", "children": ["end"]},
            "end": {"id": "end", "message": null, "parent": "a2", "children": []}
          },
          "current_node": "end", "conversation_id": "6554c0de-0000-4000-8000-000000000001", "id": "6554c0de-0000-4000-8000-000000000001", "is_archived": false
        }, {
          "title": null, "create_time": 1700000000, "mapping": {"a": {"id": "a", "parent": "b", "message": {"author": {"role": "user"}, "content": {"content_type": "text", "parts": ["Round"]}}}, "b": {"id": "b", "parent": "a", "message": {"author": {"role": "assistant"}, "content": {"content_type": "text", "parts": ["and round"]}}}}, "current_node": "nowhere", "id": "c2"
        }, {
          "title": "Nothing in it", "mapping": {}, "id": "c3"
        }]
        """;

    private readonly TestUser _user = TestUser.Regular();

    private HttpClient Client => host.ClientFor(_user);

    [Fact]
    public async Task Conversations_come_in_with_their_branches_times_and_models_and_machinery_is_left_out()
    {
        var ended = await Client.ImportAsync(Conversations);
        Assert.Equal(("succeeded", 2, 6, 1), (ended.State, ended.Chats, ended.Messages, ended.Skipped));

        var chat = await ReadAsync("lisbon");
        Assert.Equal("Trip to Lisbon", chat.Title);
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(1700000000.25), chat.CreatedAt);
        Assert.Equal(["user", "assistant"], chat.Messages.Select(message => message.Role));
        Assert.Equal(["[image]", "What is this?", "[file: map.pdf]"], Texts(chat.Messages[0]));
        Assert.Equal(["The tower of", "Belém."], Texts(chat.Messages[1]));
        Assert.Equal(("o3", "complete"), (chat.Messages[1].Model, chat.Messages[1].State));
        Assert.Equal(2, chat.Messages[0].Siblings.Count);
        Assert.Equal(chat.Messages[0].Id, chat.Messages[0].Siblings[1]);
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(1700000003), chat.Messages[0].CreatedAt);
    }

    [Fact]
    public async Task A_circle_is_opened_and_a_chat_without_title_named_by_its_first_words()
    {
        await Client.ImportAsync(Conversations);
        var chat = await ReadAsync("round");
        Assert.InRange(chat.Messages.Count, 1, 2);
        Assert.Contains(chat.Title, new[] { "Round", "and round" });
    }

    [Fact]
    public async Task Sent_again_only_what_is_new_is_brought_in()
    {
        await Client.ImportAsync(Conversations);
        var again = await Client.ImportAsync(Conversations.Replace("\"c2\"", "\"c4\"", StringComparison.Ordinal));
        Assert.Equal((1, 2, 2), (again.Chats, again.Messages, again.Skipped));
        var others = await host.ClientFor(TestUser.Regular()).ImportAsync(Conversations);
        Assert.Equal((2, 6, 1), (others.Chats, others.Messages, others.Skipped));
    }

    private static IEnumerable<string?> Texts(ChatMessageDetail message) => message.Parts.Select(part => part.GetProperty("text").GetString());

    private async Task<ChatDetail> ReadAsync(string q)
    {
        var found = await Client.GetFromJsonAsync<ChatHistory>($"/api/history?q={q}", JsonSerializerOptions.Web, TestContext.Current.CancellationToken);
        return await new Talk(Client) { Id = Assert.Single(found!.Chats).Id }.ReadAsync();
    }
}
