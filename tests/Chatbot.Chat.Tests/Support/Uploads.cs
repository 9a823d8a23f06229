using System.Net.Http.Headers;
using System.Net.Http.Json;
using Chatbot.Chat.Contracts;

namespace Chatbot.Chat.Tests.Support;

internal static class Uploads
{
    public static async Task<HttpResponseMessage> PostFileAsync(this HttpClient client, byte[] content, string name, string field = "file")
    {
        using var form = new MultipartFormDataContent();
        var file = new ByteArrayContent(content);
        // What a client says of the type counts for nothing.
        file.Headers.ContentType = new MediaTypeHeaderValue("image/svg+xml");
        form.Add(file, field, name);
        return await client.PostAsync(new Uri("/api/files/upload", UriKind.Relative), form, TestContext.Current.CancellationToken);
    }

    public static async Task<UploadedFile> UploadAsync(this HttpClient client, byte[] content, string name)
    {
        using var response = await client.PostFileAsync(content, name);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return (await response.Content.ReadFromJsonAsync<UploadedFile>(TestContext.Current.CancellationToken))!;
    }

    /// <summary>A message of files, and of a text where there is one.</summary>
    public static object WithFiles(this Talk talk, string? text, string model, string visibility, params IEnumerable<(UploadedFile File, string Name)> files) => new
    {
        id = talk.Id,
        message = new
        {
            id = Guid.CreateVersion7(),
            role = "user",
            parts = files.Select(object (file) => new { type = "file", mediaType = "image/gif", name = file.Name, url = file.File.Url })
                .Concat(text is null ? [] : [new { type = "text", text }]).ToArray(),
        },
        selectedChatModel = model,
        selectedVisibilityType = visibility,
    };
}
