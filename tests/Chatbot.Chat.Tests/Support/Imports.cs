using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Chatbot.Chat.Contracts;
using Chatbot.Testing;

namespace Chatbot.Chat.Tests.Support;

/// <summary>Sends archives, and waits until they are brought in.</summary>
internal static class Imports
{
    public static Task<ImportProgress> ImportAsync(this HttpClient client, string json) => client.ImportAsync(Raw(Encoding.UTF8.GetBytes(json)));

    public static async Task<ImportProgress> ImportAsync(this HttpClient client, HttpContent content)
    {
        using var response = await client.SendImportAsync(content);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var id = (await response.Content.ReadFromJsonAsync<ImportStarted>(JsonSerializerOptions.Web, TestContext.Current.CancellationToken))!.ImportId;
        ImportProgress? progress = null;
        await Eventually.TrueAsync(
            async () => (progress = await client.ImportAsync(id)).State != "running", "the import ends", TimeSpan.FromSeconds(60));
        return progress!;
    }

    public static async Task<ImportProgress> ImportAsync(this HttpClient client, Guid id) =>
        (await client.GetFromJsonAsync<ImportProgress>($"/api/import/{id}", JsonSerializerOptions.Web, TestContext.Current.CancellationToken))!;

    public static Task<HttpResponseMessage> SendImportAsync(this HttpClient client, HttpContent content) =>
        client.PostAsync(new Uri("/api/import", UriKind.Relative), content, TestContext.Current.CancellationToken);

    public static async Task<JsonElement> ExportAsync(this HttpClient client) =>
        await client.GetFromJsonAsync<JsonElement>("/api/export", TestContext.Current.CancellationToken);

    public static HttpContent Raw(byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }
}
