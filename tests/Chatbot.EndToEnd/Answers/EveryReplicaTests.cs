using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Chatbot.Chat.Contracts;
using Chatbot.EndToEnd.SharedControl;

namespace Chatbot.EndToEnd.Answers;

/// <summary>One person's whole use of a chat, each request at another replica than the one before: it makes no difference.</summary>
[Collection(ThreeHostsCollection.Name)]
public sealed class EveryReplicaTests(ThreeHosts system)
{
    private Script Me => system.Admin;

    [Fact]
    public async Task An_answer_is_begun_read_stopped_and_gone_on_with_wherever_the_requests_arrive()
    {
        await system.RestAsync();
        var asking = new Listener(Me, ThreeHosts.Common, Counted.AtLength.Question("every replica"));
        await asking.ListenAsync(heard => heard.Deltas > 5);
        List<Listener> joined = [asking.Joining(), asking.Joining(), asking.Joining()];
        var listening = Task.WhenAll(joined.Select(listener => listener.ListenAsync()));
        await Listener.HearAsync(joined, listening, 11);
        await asking.ListenAsync(heard => heard.Deltas > 15);

        await Me.StopAsync(asking.Chat);
        await listening;
        await asking.ListenAsync();

        var stopped = (await Me.ChatAsync(asking.Chat)).Messages[^1];
        Assert.Equal("stopped", stopped.State);
        Assert.All(joined.Append(asking), listener => Assert.Equal(stopped.TextOf(), listener.Heard.Text));
        Assert.All(joined.Append(asking), listener => Assert.Empty(listener.Heard.Misplaced));
        await Me.ContinueAsync(asking.Chat, stopped.Id);
        await EverywhereAsync<ChatDetail>(
            $"/api/chat/{asking.Chat}",
            chat => Assert.Equal((stopped.Id, "complete", stopped.TextOf() + ModelSays.To(ModelSays.GoOn)), (chat.Messages[^1].Id, chat.Messages[^1].State, chat.Messages[^1].TextOf())));
    }

    [Fact]
    public async Task A_chat_with_a_file_branches_votes_and_an_export_is_the_same_at_every_replica()
    {
        await system.RestAsync();
        var file = await UploadAsync("The password is swordfish.");
        for (var number = 0; number < ChatReplicas.Names.Count; number++)
            Assert.Equal("The password is swordfish.", await Me.Client.GetStringAsync(new Uri(file.Url, UriKind.Relative), TestContext.Current.CancellationToken));

        var (chat, question) = (Guid.CreateVersion7(), $"Branches {Guid.CreateVersion7()}");
        await Me.SayAsync(Question(chat, question, parent: null, file));
        await Me.SayAsync(Question(chat, $"{question}, edited", parent: null));
        var edited = await EverywhereAsync<ChatDetail>($"/api/chat/{chat}", detail => Assert.Equal((2, 2), (detail.Messages.Count, detail.Messages[0].Siblings.Count)));
        await Me.SayAsync(new { id = chat, regenerate = new { messageId = edited.Messages[1].Id }, selectedChatModel = ThreeHosts.Common });
        var again = await EverywhereAsync<ChatDetail>($"/api/chat/{chat}", detail => Assert.Equal([edited.Messages[1].Id, detail.Messages[1].Id], detail.Messages[1].Siblings));
        Assert.Equal(ModelSays.To($"{question}, edited"), again.Messages[1].TextOf());

        using (await Me.ChangeAsync(HttpMethod.Patch, "/api/vote", new VoteRequest(chat, again.Messages[1].Id, "up")))
            await EverywhereAsync<List<ChatVote>>($"/api/vote?chatId={chat}", votes => Assert.Equal([new ChatVote(chat, again.Messages[1].Id, true)], votes));
        using (await Me.ChangeAsync(HttpMethod.Patch, $"/api/chat/{chat}", new ChatPatch(Title: "Another name", ActiveLeaf: edited.Messages[0].Siblings[0])))
            await EverywhereAsync<ChatDetail>($"/api/chat/{chat}", detail => Assert.Equal(("Another name", 2, edited.Messages[0].Siblings[0]), (detail.Title, detail.Messages[0].Parts.Count, detail.Messages[0].Id)));
        await EverywhereAsync<ChatHistory>($"/api/history?q={Uri.EscapeDataString(question)}", history => Assert.Equal(chat, Assert.Single(history.Chats).Id));
        await EverywhereAsync<JsonElement>("/api/export", archive => Assert.Equal(5, archive.GetProperty("chats").EnumerateArray()
            .Single(one => one.GetProperty("id").GetGuid() == chat).GetProperty("messages").GetArrayLength()));
        await DeletedAndRestoredAsync(chat);
    }

    private async Task DeletedAndRestoredAsync(Guid chat)
    {
        var before = await Me.Client.GetStringAsync(new Uri($"/api/chat/{chat}", UriKind.Relative), TestContext.Current.CancellationToken);
        using (await Me.ChangeAsync(HttpMethod.Delete, $"/api/chat?id={chat}"))
        {
            for (var number = 0; number < ChatReplicas.Names.Count; number++)
            {
                using var gone = await Me.Client.GetAsync(new Uri($"/api/chat/{chat}", UriKind.Relative), TestContext.Current.CancellationToken);
                Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
            }
        }

        using (await Me.ChangeAsync(HttpMethod.Post, $"/api/chat/{chat}/restore"))
        {
            for (var number = 0; number < ChatReplicas.Names.Count; number++)
                Assert.Equal(before, await Me.Client.GetStringAsync(new Uri($"/api/chat/{chat}", UriKind.Relative), TestContext.Current.CancellationToken));
        }
    }

    // One request for each of them, in turn.
    private async Task<T> EverywhereAsync<T>(string path, Action<T> holds)
    {
        T? last = default;
        for (var number = 0; number < ChatReplicas.Names.Count; number++) holds(last = await Me.GetAsync<T>(path));
        return last!;
    }

    private async Task<UploadedFile> UploadAsync(string text)
    {
        using var form = new MultipartFormDataContent { { new StringContent(text), "file", "notes.txt" } };
        using var response = await Me.Client.PostAsync(new Uri("/api/files/upload", UriKind.Relative), form, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<UploadedFile>(TestContext.Current.CancellationToken))!;
    }

    private static object Question(Guid chat, string text, Guid? parent, UploadedFile? file = null) => new
    {
        id = chat,
        message = new
        {
            id = Guid.CreateVersion7(),
            role = "user",
            parts = new object?[] { new { type = "text", text }, file is null ? null : new { type = "file", mediaType = file.ContentType, name = "notes.txt", url = file.Url } }.OfType<object>(),
        },
        selectedChatModel = ThreeHosts.Common,
        selectedVisibilityType = "private",
        parentId = parent,
    };
}
