using Azure.Storage.Blobs;
using Chatbot.Chat.Contracts;
using Chatbot.Chat.Conversations;
using Chatbot.Chat.Files;
using Chatbot.Chat.Tests.Support;
using Chatbot.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Chatbot.Chat.Tests.Files;

public sealed class UnusedFilesTests(ChatHost host)
{
    private readonly HttpClient _client = host.ClientFor(TestUser.Regular());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_that_no_message_shows_goes_after_a_day_with_its_bytes_and_one_that_is_shown_stays()
    {
        var (unused, shown, young) = (await OldAsync("unused"), await OldAsync("shown"), await _client.UploadAsync("young"u8.ToArray(), "a.txt"));
        var chat = await ShowAsync(shown);
        await SweepAsync(Unused(host));
        Assert.Equal((false, false), await IsThereAsync(unused));
        Assert.Equal((true, true), await IsThereAsync(shown));
        Assert.Equal((true, true), await IsThereAsync(young));

        var id = new ConversationId(chat);
        await host.InDatabaseAsync(db => db.Conversations.Where(row => row.Id == id).ExecuteDeleteAsync(Token));
        await SweepAsync(Unused(host));
        Assert.Equal((false, false), await IsThereAsync(shown));
    }

    [Fact]
    public async Task Replicas_that_clean_up_at_once_and_messages_that_begin_to_show_a_file_do_not_get_in_each_others_way()
    {
        var files = await Task.WhenAll(Enumerable.Range(0, 12).Select(index => OldAsync($"file {index}")));
        var sweeps = Enumerable.Range(0, 4).Select(_ => SweepAsync(Unused(host)));
        var talks = files.Take(6).Select(async file =>
        {
            var (talk, text) = (new Talk(_client), Talk.UniqueText("Look"));
            host.Agent.On(text).Say("Yes").End();
            using var response = await talk.PostAsync(talk.WithFiles(text, Talk.Local, "private", (file, "a.txt")));
            return (file, response.StatusCode);
        });
        var shown = Task.WhenAll(talks);
        await Task.WhenAll([shown, .. sweeps]);

        foreach (var (file, status) in await shown)
        {
            // Shown, or gone before; never shown and gone.
            var isThere = await IsThereAsync(file);
            Assert.Equal(status == System.Net.HttpStatusCode.OK ? (true, true) : (false, false), isThere);
            Assert.True(status is System.Net.HttpStatusCode.OK or System.Net.HttpStatusCode.BadRequest, status.ToString());
        }

        foreach (var file in files.Skip(6)) Assert.Equal((false, false), await IsThereAsync(file));
    }

    [Fact]
    public async Task Bytes_whose_upload_came_to_nothing_go_and_what_is_not_ours_stays()
    {
        // A container of its own: a clean-up with tomorrow's clock would take what other tests are just uploading.
        var storage = host.Services.GetRequiredService<BlobServiceClient>();
        BlobContainerClient container = await storage.CreateBlobContainerAsync($"files-{Guid.CreateVersion7()}", cancellationToken: Token);
        var blobs = new FileBlobs(storage, container.Name);
        var kept = await _client.UploadAsync(SampleFiles.PdfOf("kept"), "a.pdf");
        var (lost, foreign) = (FileNames.New("png"), $"of-somebody-else-{Guid.CreateVersion7()}");
        string[] all = [kept.Pathname, FileBlobs.TextOf(kept.Pathname), lost, FileBlobs.TextOf(lost), foreign];
        foreach (var name in all) await container.UploadBlobAsync(name, BinaryData.FromString("x"), Token);

        // Nothing is old enough yet.
        await Unused(host, blobs).DeleteBlobsWithoutRowAsync(Token);
        Assert.True(await container.GetBlobClient(lost).ExistsAsync(Token));

        await Unused(host, blobs, TimeProvider.System.GetUtcNow().AddHours(25)).DeleteBlobsWithoutRowAsync(Token);
        Assert.False(await container.GetBlobClient(lost).ExistsAsync(Token));
        Assert.False(await container.GetBlobClient(FileBlobs.TextOf(lost)).ExistsAsync(Token));
        foreach (var name in new[] { foreign, kept.Pathname, FileBlobs.TextOf(kept.Pathname) }) Assert.True(await container.GetBlobClient(name).ExistsAsync(Token));
    }

    private static UnusedFiles Unused(ChatHost host, FileBlobs? blobs = null, DateTimeOffset? now = null) => new(
        host.Services.GetRequiredService<IServiceScopeFactory>(),
        blobs ?? host.Services.GetRequiredService<FileBlobs>(),
        host.Services.GetRequiredService<IOptions<FilesOptions>>(),
        now is null ? TimeProvider.System : new FakeTimeProvider(now.Value));

    private static async Task SweepAsync(UnusedFiles unused)
    {
        while (await unused.DeleteSomeAsync(Token))
        {
        }
    }

    private async Task<UploadedFile> OldAsync(string text)
    {
        var file = await _client.UploadAsync(System.Text.Encoding.UTF8.GetBytes(text), "a.txt");
        await host.InDatabaseAsync(db => db.Files.Where(row => row.Name == file.Pathname).ExecuteUpdateAsync(update => update.SetProperty(row => row.CreatedAt, row => row.CreatedAt.AddHours(-25)), Token));
        return file;
    }

    private async Task<Guid> ShowAsync(UploadedFile file)
    {
        var text = Talk.UniqueText("Look");
        host.Agent.On($"File \"a.txt\":\n```\nshown\n```\n\n{text}").Say("Yes").End();
        var talk = new Talk(_client);
        using var response = await talk.PostAsync(talk.WithFiles(text, Talk.Local, "private", (file, "a.txt")));
        await response.AllAsync();
        return talk.Id;
    }

    private async Task<(bool Row, bool Blob)> IsThereAsync(UploadedFile file) => (
        await host.InDatabaseAsync(db => db.Files.AnyAsync(row => row.Name == file.Pathname, Token)),
        await host.Services.GetRequiredService<BlobServiceClient>().GetBlobContainerClient(FileBlobs.Container).GetBlobClient(file.Pathname).ExistsAsync(Token));
}
