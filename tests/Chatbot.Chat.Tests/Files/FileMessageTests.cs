using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Azure.Storage.Blobs;
using Chatbot.Chat.Contracts;
using Chatbot.Chat.Conversations;
using Chatbot.Chat.Tests.Support;
using Chatbot.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Chat.Tests.Files;

public sealed class FileMessageTests : IDisposable
{
    private const string Seeing = "chat-model";
    private const string Blind = "chat-model-reasoning";
    private readonly ChatHost _host;
    private readonly TestUser _user = TestUser.Regular();
    private readonly HttpClient _client;

    public FileMessageTests(ChatHost host) => (_host, _client) = (host, host.ClientFor(_user));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task An_image_reaches_a_model_that_sees_as_data_and_a_blind_one_later_as_a_note()
    {
        var image = await _client.UploadAsync(SampleFiles.Png, "photo.png");
        var (talk, text) = (new Talk(_client), Talk.UniqueText("What is this?"));
        await AnsweredAsync(text, talk.WithFiles(text, Seeing, "private", (image, "photo.png")));
        Assert.Equal([$"data:image/png;base64,{Convert.ToBase64String(SampleFiles.Png)}"], _host.Agent.ImagesAt(text));

        var next = Talk.UniqueText("And now?");
        await AnsweredAsync(next, talk.Body(next, model: Blind));
        Assert.Empty(_host.Agent.ImagesAt(next));
        Assert.Equal($"[image: photo.png]\n\n{text}", _host.Agent.On(next).Prompt[1].Content);
    }

    [Theory]
    [InlineData(Blind)]
    [InlineData(Talk.Local)]
    [InlineData("lmstudio-chat")]
    public async Task A_model_that_cannot_see_refuses_before_anything_is_stored_or_spent(string model)
    {
        var image = await _client.UploadAsync(SampleFiles.Png, "photo.png");
        var talk = new Talk(_client);
        using var response = await talk.PostAsync(talk.WithFiles("What is this?", model, "private", (image, "photo.png")));

        var error = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Equal((HttpStatusCode.BadRequest, "bad_request:chat"), (response.StatusCode, error.GetProperty("code").GetString()));
        Assert.Contains("This model can't look at images. Choose one that can.", error.GetProperty("cause").GetString(), StringComparison.Ordinal);
        var (id, person) = (new ConversationId(talk.Id), new PersonId(_user.Id));
        Assert.False(await _host.InDatabaseAsync(db => db.Conversations.AnyAsync(chat => chat.Id == id, Token)));
        Assert.False(await _host.InDatabaseAsync(db => db.Usage.AnyAsync(usage => usage.PersonId == person, Token)));
    }

    [Theory]
    [InlineData(Blind)]
    [InlineData(Talk.Local)]
    public async Task An_answer_to_an_image_is_not_asked_again_of_a_model_that_cannot_see(string model)
    {
        var image = await _client.UploadAsync(SampleFiles.Png, "photo.png");
        var (talk, text) = (new Talk(_client), Talk.UniqueText("What is this?"));
        await AnsweredAsync(text, talk.WithFiles(text, Seeing, "private", (image, "photo.png")));
        var before = await talk.ReadAsync();

        foreach (var messageId in before.Messages.Select(message => message.Id))
        {
            using var response = await talk.PostAsync(new { id = talk.Id, regenerate = new { messageId }, selectedChatModel = model });
            var error = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
            Assert.Equal((HttpStatusCode.BadRequest, "This model can't look at images. Choose one that can."), (response.StatusCode, error.GetProperty("message").GetString()));
        }

        Assert.Equal(JsonSerializer.Serialize(before), JsonSerializer.Serialize(await talk.ReadAsync()));
        using var seen = await talk.PostAsync(new { id = talk.Id, regenerate = new { messageId = before.Messages[^1].Id }, selectedChatModel = Seeing });
        Assert.Equal(HttpStatusCode.OK, seen.StatusCode);
    }

    [Fact]
    public async Task A_message_may_be_a_file_alone_and_its_text_reaches_the_model()
    {
        var words = Talk.UniqueText("Invoice ```");
        var file = await _client.UploadAsync(System.Text.Encoding.UTF8.GetBytes(words), "notes.md");
        var talk = new Talk(_client);
        var prompt = $"File \"plan.md\":\n````\n{words}\n````\n\n";
        await AnsweredAsync(prompt, talk.WithFiles(null, Talk.Local, "private", (file, "plan.md")));

        var chat = await talk.ReadAsync();
        Assert.Equal("plan.md", chat.Title);
        Assert.Equal("text/markdown,plan.md," + file.Url, string.Join(',', new[] { "mediaType", "name", "url" }.Select(name => chat.Messages[0].Parts[0].GetProperty(name).GetString())));
        Assert.Equal(1, await _host.InDatabaseAsync(db => db.MessageFiles.CountAsync(shown => shown.FileName == file.Pathname, Token)));
    }

    [Fact]
    public async Task The_text_of_a_PDF_reaches_the_model()
    {
        var words = $"Total {Guid.CreateVersion7():n}";
        var file = await _client.UploadAsync(SampleFiles.PdfOf(words), "bill.pdf");
        var talk = new Talk(_client);

        await AnsweredAsync($"File \"bill.pdf\":\n```\n{words}\n```\n\nSum?", talk.WithFiles("Sum?", Talk.Local, "private", (file, file.Pathname)));
    }

    [Fact]
    public async Task A_long_text_is_cut_and_that_is_said()
    {
        var file = await _client.UploadAsync([.. Enumerable.Repeat((byte)'a', 200_001)], "long.txt");
        var (talk, text) = (new Talk(_client), Talk.UniqueText("Read"));
        var prompt = $"File \"long.txt\":\n```\n{new string('a', 200_000)}\n```\n[The file \"long.txt\" is longer: only its beginning is given.]\n\n{text}";

        // One whose context is not known to be shorter than that.
        await AnsweredAsync(prompt, talk.WithFiles(text, "chat-model", "private", (file, "long.txt")));
    }

    [Fact]
    public async Task A_file_whose_bytes_are_gone_is_a_note()
    {
        var file = await _client.UploadAsync("words"u8.ToArray(), "gone.txt");
        await _host.Services.GetRequiredService<BlobServiceClient>().GetBlobContainerClient("files").DeleteBlobAsync(file.Pathname, cancellationToken: Token);
        var (talk, text) = (new Talk(_client), Talk.UniqueText("Read"));

        await AnsweredAsync($"[file: gone.txt (it is not available any more)]\n\n{text}", talk.WithFiles(text, Talk.Local, "private", (file, "gone.txt")));
    }

    [Fact]
    public async Task Another_persons_file_is_forbidden_and_one_that_is_not_there_is_to_be_uploaded_again()
    {
        var other = await _host.ClientFor(TestUser.Admin()).UploadAsync("words"u8.ToArray(), "a.txt");
        var talk = new Talk(_client);
        using (var forbidden = await talk.PostAsync(talk.WithFiles("Read", Talk.Local, "private", (other, "a.txt")))) Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);

        var unknown = new UploadedFile("/api/files/0198c0de4f1d7a3e9b1c2d3e4f5a6b7c.txt", "", "", 0);
        using var missing = await talk.PostAsync(talk.WithFiles("Read", Talk.Local, "private", (unknown, "a.txt")));
        Assert.Equal(HttpStatusCode.BadRequest, missing.StatusCode);
        Assert.Contains("message.parts[0].url", await missing.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Eleven_files_are_too_many()
    {
        var file = await _client.UploadAsync("words"u8.ToArray(), "a.txt");
        var talk = new Talk(_client);
        using var response = await talk.PostAsync(talk.WithFiles("Read", Talk.Local, "private", Enumerable.Repeat((file, "a.txt"), 11)));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("at most 10 files", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    // The agent answers what the prompt ends with, so that a wrong one gets no answer.
    private async Task AnsweredAsync(string prompt, object body)
    {
        _host.Agent.On(prompt).Say("Yes").End();
        using var response = await new Talk(_client).PostAsync(body);
        Assert.True(response.IsSuccessStatusCode, response.IsSuccessStatusCode ? "" : await response.Content.ReadAsStringAsync(Token));
        Assert.Equal("Yes", (await response.AllAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20), Token)).Text());
    }
}
