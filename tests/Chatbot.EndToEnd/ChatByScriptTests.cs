using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Chatbot.EndToEnd;

public class ChatByScriptTests(RunningSystem system)
{
    private const string Small = "lmstudio:qwen/qwen3-4b";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_plain_answer_is_exactly_the_parts_of_the_protocol()
    {
        using var script = await system.NewScriptAsync();

        var events = await script.ChatAsync(Guid.CreateVersion7(), Small, "Why is the sky blue?");

        Assert.Equal("[DONE]", events[^1]);
        var types = events.Take(events.Count - 1).Select(data => JsonDocument.Parse(data).RootElement.GetProperty("type").GetString()!).ToList();
        Assert.Equal(["start", "start-step", "text-start"], types[..3]);
        Assert.Equal(["text-end", "finish-step", "finish"], types[^3..]);
        Assert.All(types[3..^3], type => Assert.Equal("text-delta", type));
        Assert.Contains("Rayleigh scattering", Script.TextOf(events), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_stored_is_what_was_streamed()
    {
        using var script = await system.NewScriptAsync();
        var chat = Guid.CreateVersion7();

        var events = await script.ChatAsync(chat, Small, "Why is the sky blue?");

        using var detail = JsonDocument.Parse(await script.Client.GetStringAsync(new Uri($"/api/chat/{chat}", UriKind.Relative), Cancel));
        var answer = detail.RootElement.GetProperty("messages").EnumerateArray().Last();
        Assert.Equal(Script.TextOf(events), answer.GetProperty("parts").EnumerateArray().Single().GetProperty("text").GetString());
        using var history = JsonDocument.Parse(await script.Client.GetStringAsync(new Uri("/api/history", UriKind.Relative), Cancel));
        Assert.Equal(chat, history.RootElement.GetProperty("chats").EnumerateArray().Single().GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task Another_person_gets_neither_the_chat_nor_its_stream()
    {
        using var owner = await system.NewScriptAsync();
        using var other = await system.NewScriptAsync();
        var chat = Guid.CreateVersion7();
        await owner.ChatAsync(chat, Small, "Why is the sky blue?");

        foreach (var path in new[] { $"/api/chat/{chat}", $"/api/chat/{chat}/stream" })
        {
            using var refused = await other.Client.GetAsync(new Uri(path, UriKind.Relative), Cancel);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }
    }

    [Fact]
    public async Task A_guest_may_not_load_by_hand()
    {
        using var guest = await system.NewScriptAsync();

        using var response = await guest.Client.PostAsJsonAsync(new Uri("/api/models/load", UriKind.Relative), new { model = Small }, Cancel);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("forbidden:models", body.RootElement.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Each_store_holds_what_belongs_to_it()
    {
        using var script = await system.NewScriptAsync();
        var chat = Guid.CreateVersion7();
        await script.ChatAsync(chat, Small, "Why is the sky blue?");
        var me = await script.SessionAsync();

        var strings = system.State.ConnectionStrings;
        Assert.Equal(2L, await Sql.ScalarAsync(strings["chatdb"]!, "SELECT count(*) FROM chat.messages WHERE chat_id = @id", chat));
        Assert.Equal(1L, await Sql.ScalarAsync(strings["authdb"]!, "SELECT count(*) FROM auth.accounts WHERE id = @id", me.User.Id));
        Assert.Equal(1L, await Sql.ScalarAsync(strings["catalogdb"]!, "SELECT count(*) FROM catalog.hosts WHERE removed_at IS NULL"));
    }
}
