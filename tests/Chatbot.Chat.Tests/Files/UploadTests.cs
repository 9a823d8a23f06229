using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Chatbot.Chat.Conversations;
using Chatbot.Chat.Files;
using Chatbot.Chat.Tests.Support;
using Chatbot.Testing;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.Chat.Tests.Files;

public sealed class UploadTests(ChatHost host)
{
    private const int Megabyte = 1024 * 1024;
    private readonly TestUser _user = TestUser.Regular();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_image_is_stored_under_a_name_that_the_service_made(bool asGuest)
    {
        var client = host.ClientFor(asGuest ? TestUser.Guest() : _user);
        var file = await client.UploadAsync(SampleFiles.Png, "my photo.gif");

        Assert.Matches("^[0-9a-f]{32}\\.png$", file.Pathname);
        Assert.Equal(($"/api/files/{file.Pathname}", "image/png", (long)SampleFiles.Png.Length), (file.Url, file.ContentType, file.Size));
        Assert.Equal(SampleFiles.Png, await client.GetByteArrayAsync(new Uri(file.Url, UriKind.Relative), Token));
        Assert.Equal("my photo.gif", await host.InDatabaseAsync(db => db.Files.Where(row => row.Name == file.Pathname).Select(row => row.OriginalName).SingleAsync(Token)));
    }

    [Fact]
    public async Task Nobody_uploads_without_a_session() =>
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.CreateClient().PostFileAsync(SampleFiles.Png, "a.png")).StatusCode);

    [Fact]
    public async Task What_is_wrong_is_said_in_the_words_of_the_template_and_in_ours()
    {
        var client = host.ClientFor(_user);
        Assert.Equal("No file uploaded", await RefusalAsync(await client.PostFileAsync(SampleFiles.Png, "a.png", field: "other")));
        Assert.Equal("No file uploaded", await RefusalAsync(await client.PostAsJsonAsync("/api/files/upload", new { file = "x" }, Token)));
        Assert.Equal("File type should be JPEG, PNG, WebP, PDF or text", await RefusalAsync(await client.PostFileAsync(SampleFiles.Gif, "a.png")));
        Assert.Equal("File size should be less than 5MB", await RefusalAsync(await client.PostFileAsync([.. SampleFiles.Png, .. new byte[5 * Megabyte]], "a.png")));
        using var broken = new StringContent("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nabc", Encoding.ASCII);
        broken.Headers.ContentType = new("multipart/form-data") { Parameters = { new("boundary", "x") } };
        Assert.StartsWith("The upload ", await RefusalAsync(await client.PostAsync(new Uri("/api/files/upload", UriKind.Relative), broken, Token)), StringComparison.Ordinal);
        Assert.False(await host.InDatabaseAsync(db => db.Files.AnyAsync(file => file.OwnerId == new PersonId(_user.Id), Token)));
    }

    [Fact]
    public async Task Twenty_megabytes_pass_and_one_byte_more_is_refused_while_it_is_read()
    {
        var client = host.ClientFor(_user);
        var text = new byte[20 * Megabyte];
        Array.Fill(text, (byte)'a');
        Assert.Equal(text.Length, (await client.UploadAsync(text, "a.txt")).Size);

        Assert.Equal("File size should be less than 20MB", await RefusalAsync(await client.PostFileAsync([.. text, (byte)'a'], "a.txt")));
        using var endless = new MultipartFormDataContent { { new StreamContent(new EndlessStream()), "file", "a.txt" } };
        Assert.Equal("File size should be less than 20MB", await RefusalAsync(await client.PostAsync(new Uri("/api/files/upload", UriKind.Relative), endless, Token)));
    }

    [Fact]
    public async Task A_person_stores_no_more_than_the_share_not_even_by_uploads_at_once()
    {
        var client = host.ClientFor(_user);
        await FillAsync(_user, (200 * Megabyte) - SampleFiles.Png.Length);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => client.PostFileAsync(SampleFiles.Png, "a.png")));

        Assert.Single(answers, answer => answer.IsSuccessStatusCode);
        Assert.Contains("200MB", await RefusalAsync(answers.First(answer => !answer.IsSuccessStatusCode)), StringComparison.Ordinal);
        var guest = TestUser.Guest();
        await FillAsync(guest, 50 * Megabyte);
        Assert.Contains("50MB", await RefusalAsync(await host.ClientFor(guest).PostFileAsync(SampleFiles.Png, "a.png")), StringComparison.Ordinal);
    }

    private Task<int> FillAsync(TestUser user, long bytes) => host.InDatabaseAsync(db =>
    {
        db.Files.Add(new StoredFile { Name = FileNames.New("txt"), OwnerId = new(user.Id), OriginalName = "a", MediaType = "text/plain", Size = bytes, CreatedAt = TimeProvider.System.GetUtcNow() });
        return db.SaveChangesAsync();
    });

    private static async Task<string> RefusalAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var body = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
            Assert.Equal((HttpStatusCode.BadRequest, "bad_request:files"), (response.StatusCode, body.GetProperty("code").GetString()));
            Assert.StartsWith("file: ", body.GetProperty("cause").GetString(), StringComparison.Ordinal);
            return body.GetProperty("error").GetString()!;
        }
    }

    /// <summary>Whoever reads it to its end reads 200 MB.</summary>
    private sealed class EndlessStream : Stream
    {
        private long _left = 200L * Megabyte;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var length = (int)Math.Min(count, _left);
            buffer.AsSpan(offset, length).Fill((byte)'a');
            _left -= length;
            return length;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
