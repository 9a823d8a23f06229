using System.Net;
using System.Net.Http.Headers;
using Azure.Storage.Blobs;
using Chatbot.Chat.Contracts;
using Chatbot.Chat.Conversations;
using Chatbot.Chat.Tests.Support;
using Chatbot.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Chat.Tests.Files;

public sealed class FileAccessTests(ChatHost host)
{
    private readonly HttpClient _owner = host.ClientFor(TestUser.Regular());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_its_owners_alone_until_a_public_chat_shows_it_and_after_that_is_deleted_again()
    {
        var file = await _owner.UploadAsync(SampleFiles.Png, "a.png");
        await AssertSeenByOwnerAloneAsync(file);

        await ShowAsync(file, "private");
        await AssertSeenByOwnerAloneAsync(file);

        var chat = await ShowAsync(file, "public");
        foreach (var other in new[] { TestUser.Guest(), TestUser.Regular() }) Assert.Equal(HttpStatusCode.OK, await StatusAsync(host.ClientFor(other), file.Url));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(host.CreateClient(), file.Url));

        var id = new ConversationId(chat);
        await host.InDatabaseAsync(db => db.Conversations.Where(row => row.Id == id).ExecuteUpdateAsync(update => update.SetProperty(row => row.DeletedAt, TimeProvider.System.GetUtcNow()), Token));
        await AssertSeenByOwnerAloneAsync(file);
    }

    [Theory]
    [InlineData("0198c0de4f1d7a3e9b1c2d3e4f5a6b7c.png")]
    [InlineData("..%2f..%2fetc%2fpasswd")]
    [InlineData("%2e%2e")]
    [InlineData("a.png%0A")]
    [InlineData("%3Cscript%3E")]
    [InlineData("0198c0de4f1d7a3e9b1c2d3e4f5a6b7c.pdf.text")]
    public async Task What_is_no_file_is_not_found(string name) =>
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(_owner, $"/api/files/{name}"));

    [Fact]
    public async Task An_image_is_shown_and_anything_else_saved_and_nothing_is_run()
    {
        var image = await _owner.UploadAsync(SampleFiles.Jpeg, "Bild: ä.jpg");
        var page = await _owner.UploadAsync("<script>alert(document.cookie)</script>"u8.ToArray(), "page.html");
        var pdf = await _owner.UploadAsync(SampleFiles.PdfOf("Hello"), "a.pdf");

        foreach (var (file, type, disposition) in new[] { (image, "image/jpeg", "inline"), (page, "text/plain", "attachment"), (pdf, "application/pdf", "attachment") })
        {
            using var response = await _owner.GetAsync(new Uri(file.Url, UriKind.Relative), Token);
            Assert.Equal((type, disposition), (response.Content.Headers.ContentType!.MediaType, response.Content.Headers.ContentDisposition!.DispositionType));
            Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("sandbox; default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single());
            Assert.Equal("no-cache, private", response.Headers.CacheControl!.ToString());
        }

        using var again = await _owner.GetAsync(new Uri(image.Url, UriKind.Relative), Token);
        Assert.Equal("Bild_ ä.jpg", again.Content.Headers.ContentDisposition!.FileNameStar);
    }

    [Fact]
    public async Task A_part_of_a_file_can_be_asked_for_and_what_the_browser_has_is_not_sent_again()
    {
        var file = await _owner.UploadAsync("0123456789"u8.ToArray(), "a.txt");
        using var part = new HttpRequestMessage(HttpMethod.Get, file.Url) { Headers = { Range = new RangeHeaderValue(2, 4) } };
        using var answer = await _owner.SendAsync(part, Token);
        Assert.Equal((HttpStatusCode.PartialContent, "234"), (answer.StatusCode, await answer.Content.ReadAsStringAsync(Token)));

        using var known = new HttpRequestMessage(HttpMethod.Get, file.Url) { Headers = { IfNoneMatch = { answer.Headers.ETag! } } };
        using var same = await _owner.SendAsync(known, Token);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
    }

    [Fact]
    public async Task A_file_whose_bytes_are_away_is_503_and_not_unknown()
    {
        var file = await _owner.UploadAsync(SampleFiles.Png, "a.png");
        await host.Services.GetRequiredService<BlobServiceClient>().GetBlobContainerClient("files").DeleteBlobAsync(file.Pathname, cancellationToken: Token);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(_owner, file.Url));
    }

    [Fact]
    public async Task The_container_is_not_open_to_the_world()
    {
        var file = await _owner.UploadAsync(SampleFiles.Png, "a.png");
        var blob = host.Services.GetRequiredService<BlobServiceClient>().GetBlobContainerClient("files").GetBlobClient(file.Pathname);
        var stranger = new BlobClient(blob.Uri);

        Assert.NotEqual(200, (await Assert.ThrowsAsync<Azure.RequestFailedException>(() => stranger.DownloadContentAsync(Token))).Status);
    }

    private async Task<Guid> ShowAsync(UploadedFile file, string visibility)
    {
        var text = Talk.UniqueText("Look");
        host.Agent.On(text).Say("I see").End();
        var talk = new Talk(_owner);
        using var response = await talk.PostAsync(talk.WithFiles(text, "chat-model", visibility, (file, "a.png")));
        await response.AllAsync();
        return talk.Id;
    }

    private async Task AssertSeenByOwnerAloneAsync(UploadedFile file)
    {
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(_owner, file.Url));
        foreach (var other in new[] { TestUser.Guest(), TestUser.Regular(), TestUser.Admin() }) Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(host.ClientFor(other), file.Url));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(host.CreateClient(), file.Url));
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string url)
    {
        using var response = await client.GetAsync(new Uri(url, UriKind.Relative), Token);
        return response.StatusCode;
    }
}
