using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Chatbot.Auth.Contracts;

namespace Chatbot.Auth.Tests;

/// <summary>Speaks to auth as the web does: over HTTP, with tokens that auth itself gave.</summary>
internal sealed class WebClient
{
    public const string Password = "secret6";

    private readonly HttpClient _http;
    private string _token = "";

    private WebClient(HttpClient http) => _http = http;

    public static async Task<WebClient> CreateAsync(AuthApplication app)
    {
        var client = new WebClient(app.CreateClient());
        client._token = await client.ServiceTokenAsync(Clients.Web, Scopes.SignIn);
        return client;
    }

    public static string AnAddress() => $"{Guid.CreateVersion7():n}@Example.com";

    public Task<HttpResponseMessage> PostAsync(string path, object? body = null) =>
        SendAsync(HttpMethod.Post, path, _token, body is null ? null : JsonContent.Create(body));

    public Task<HttpResponseMessage> PostTextAsync(string path, string json) =>
        SendAsync(HttpMethod.Post, path, _token, new StringContent(json, Encoding.UTF8, "application/json"));

    public Task<HttpResponseMessage> TryPasswordAsync(string email, string password) =>
        PostAsync("/signin/password", new PasswordSignIn(email, password));

    public Task<HttpResponseMessage> TryRegisterAsync(string email, bool fromLoopback = false, string? guest = null, string? code = null) =>
        PostAsync("/signin/register", new Registration(email, Password, guest, fromLoopback, code));

    public async Task<SignedIn> GuestAsync() => await SignedInAsync(await PostAsync("/signin/guest"));

    public async Task<SignedIn> RegisterAsync(string email, bool fromLoopback = false, string? guest = null, string? code = null) =>
        await SignedInAsync(await TryRegisterAsync(email, fromLoopback, guest, code));

    public Task<HttpResponseMessage> TokenAsync(string client, string secret, string grant, params (string Key, string Value)[] more)
    {
        var form = new FormUrlEncodedContent(
            [new("client_id", client), new("client_secret", secret), new("grant_type", grant), .. more.Select(pair => KeyValuePair.Create(pair.Key, pair.Value))]);
        return SendAsync(HttpMethod.Post, "/connect/token", null, form);
    }

    public Task<HttpResponseMessage> TryTradeAsync(string handle) => TokenAsync(Clients.Web, "web secret", Clients.SessionGrant, ("session", handle));

    public async Task<string> TradeAsync(string handle) => await AccessTokenAsync(await TryTradeAsync(handle));

    public async Task<string> ServiceTokenAsync(string client, string scope, string? resource = null) =>
        await AccessTokenAsync(await TokenAsync(client, $"{client} secret", "client_credentials", [("scope", scope), .. resource is null ? [] : new[] { ("resource", resource) }]));

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? token, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await _http.SendAsync(request);
    }

    public static async Task<JsonNode> JsonAsync(HttpResponseMessage response) => JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

    public static async Task<string?> CodeAsync(HttpResponseMessage response) => (string?)(await JsonAsync(response))["code"];

    private static async Task<string> AccessTokenAsync(HttpResponseMessage response) =>
        (string?)(await JsonAsync(response))["access_token"] ?? throw new InvalidOperationException(await response.Content.ReadAsStringAsync());

    private static async Task<SignedIn> SignedInAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? JsonSerializer.Deserialize<SignedIn>(text, JsonSerializerOptions.Web)! : throw new InvalidOperationException(text);
    }
}
