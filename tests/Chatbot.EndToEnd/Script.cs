using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Chatbot.Auth.Contracts;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.EndToEnd;

/// <summary>A program that uses the routes under <c>/api</c> with a person's cookie, as existing clients do.</summary>
internal sealed class Script : IDisposable
{
    private readonly ServiceProvider _services;
    private readonly CookieContainer _cookies;

    private Script(ServiceProvider services, HttpClient client, CookieContainer cookies) => (_services, Client, _cookies) = (services, client, cookies);

    public HttpClient Client { get; }

    public static async Task<Script> AsGuestAsync(string address)
    {
        var cookies = new CookieContainer();
        var services = new ServiceCollection()
            .AddHttpClient("script", client => client.BaseAddress = new Uri(address))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { CookieContainer = cookies })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .Services.BuildServiceProvider();
        var client = services.GetRequiredService<IHttpClientFactory>().CreateClient("script");
        using var guest = await client.GetAsync(new Uri("/api/auth/guest?redirectUrl=/ping", UriKind.Relative));
        guest.EnsureSuccessStatusCode();
        return new Script(services, client, cookies);
    }

    /// <summary>The header by which another program is the same person.</summary>
    public string Cookie() => _cookies.GetCookieHeader(Client.BaseAddress!);

    /// <summary>By an API key instead of the cookie.</summary>
    public async Task<HttpResponseMessage> WithKeyAsync(string key, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return await Client.SendAsync(request);
    }

    public async Task<SessionResponse> SessionAsync() =>
        (await Client.GetFromJsonAsync<SessionResponse>(new Uri("/api/auth/session", UriKind.Relative)))!;

    public async Task<IReadOnlyList<ModelEntry>> ModelsAsync() =>
        (await Client.GetFromJsonAsync<List<ModelEntry>>(new Uri("/api/models", UriKind.Relative)))!;

    public async Task<ModelEntry> ModelAsync(string id) => (await ModelsAsync()).Single(model => model.Id == id);

    public async Task<Operation> LoadAsync(string model)
    {
        using var response = await Client.PostAsJsonAsync(new Uri("/api/models/load", UriKind.Relative), new LoadModelRequest(model));
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<Operation>())!;
    }

    public async Task<Operation> UnloadAsync(string model)
    {
        using var response = await Client.PostAsJsonAsync(new Uri("/api/models/unload", UriKind.Relative), new UnloadModelRequest(model));
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<Operation>())!;
    }

    public async Task<Operation> OperationAsync(Guid id) =>
        (await Client.GetFromJsonAsync<Operation>(new Uri($"/api/operations/{id}", UriKind.Relative)))!;

    public async Task<Operation> EndOfAsync(Operation operation, TimeSpan? within = null)
    {
        var now = operation;
        await Eventually.TrueAsync(
            async () => (now = await OperationAsync(operation.Id)).EndedAt is not null,
            $"the operation {operation.Id} ends",
            within ?? TimeSpan.FromSeconds(60));
        return now;
    }

    /// <summary>The data of each event of an answer's stream, <c>[DONE]</c> last.</summary>
    public async Task<IReadOnlyList<string>> ChatAsync(Guid chat, string model, string text)
    {
        using var response = await Client.PostAsJsonAsync(new Uri("/api/chat", UriKind.Relative), Body(chat, model, text));
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        Assert.Equal("v1", response.Headers.GetValues("x-vercel-ai-ui-message-stream").Single());
        var stream = await response.Content.ReadAsStringAsync();
        return [.. stream.Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal)).Select(line => line["data: ".Length..])];
    }

    public static object Body(Guid chat, string model, string text, Guid? message = null) => new
    {
        id = chat,
        message = new { id = message ?? Guid.CreateVersion7(), role = "user", parts = new[] { new { type = "text", text } } },
        selectedChatModel = model,
        selectedVisibilityType = "private",
    };

    /// <summary>The text that the deltas of a stream add up to.</summary>
    public static string TextOf(IEnumerable<string> events) =>
        string.Concat(events.Where(data => data.StartsWith('{'))
            .Select(data => JsonDocument.Parse(data).RootElement)
            .Where(part => part.GetProperty("type").GetString() == "text-delta")
            .Select(part => part.GetProperty("delta").GetString()));

    public void Dispose() => _services.Dispose();
}
