using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Chatbot.Chat.Tests.Support;
using Chatbot.Testing;

namespace Chatbot.Chat.Tests;

public sealed class ValidationTests(ChatHost host)
{
    private const string Uuid = "0197a0c2-1111-7222-8333-444455556666";

    private readonly HttpClient _client = host.ClientFor(TestUser.Regular());

    [Theory]
    [InlineData("$.id", "\"no-uuid\"", "'id'")]
    [InlineData("$.id", null, "id:")]
    [InlineData("$.extra", "1", "'extra'")]
    [InlineData("$.message", null, "message:")]
    [InlineData("$.message", "7", "'message'")]
    [InlineData("$.message.id", "\"7\"", "message.id")]
    [InlineData("$.message.id", null, "message.id")]
    [InlineData("$.message.role", "\"assistant\"", "message.role")]
    [InlineData("$.message.role", null, "message.role")]
    [InlineData("$.message.secret", "1", "'secret'")]
    [InlineData("$.message.parts", "[]", "message.parts")]
    [InlineData("$.message.parts", "[null]", "message.parts[0]")]
    [InlineData("$.message.parts", """[{"type":"text","text":""}]""", "message.parts[0].text")]
    [InlineData("$.message.parts", """[{"type":"text","text":"a\u0000b"}]""", "message.parts[0].text")]
    [InlineData("$.message.parts", """[{"type":"text","text":"\ud800"}]""", "")]
    [InlineData("$.message.parts", """[{"type":"text","text":"a"},{"type":"text"}]""", "message.parts[1].text")]
    [InlineData("$.message.parts", """[{"type":"video","text":"a"}]""", "message.parts[0].type")]
    [InlineData("$.message.parts", """[{"type":"file","name":"a.png","mediaType":"image/png","url":"/api/files/a"}]""", "message.parts[0].url: the url that the upload answered is required.")]
    [InlineData("$.selectedChatModel", null, "selectedChatModel")]
    [InlineData("$.selectedChatModel", "5", "selectedChatModel")]
    [InlineData("$.selectedVisibilityType", "\"secret\"", "selectedVisibilityType")]
    [InlineData("$.selectedVisibilityType", null, "selectedVisibilityType")]
    [InlineData("$.parentId", "\"x\"", "parentId")]
    [InlineData("$.parentId", $"\"{Uuid}\"", "parentId")]
    [InlineData("$.approval", """{"approvalId":"a","approved":true}""", "approval")]
    [InlineData("$.approval", """{"approvalId":"a\u0000b","approved":true}""", "approval.approvalId", true)]
    [InlineData("$.continue", $$"""{"messageId":"{{Uuid}}"}""", "continue")]
    [InlineData("$.regenerate", $$"""{"messageId":"{{Uuid}}"}""", "message:")]
    public async Task What_does_not_fit_is_a_400_that_names_the_field(string path, string? value, string cause, bool alone = false)
    {
        var body = JsonSerializer.SerializeToNode(new Talk(_client).Body("Hello"))!;
        Set(body, path, value);
        if (alone) Set(body, "$.message", null);
        using var content = new StringContent(body.ToJsonString().Replace("\\\\u", "\\u", StringComparison.Ordinal), Encoding.UTF8, "application/json");
        using var response = await _client.PostAsync(new Uri("/api/chat", UriKind.Relative), content, TestContext.Current.CancellationToken);
        var error = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("The request couldn't be processed. Please check your input and try again.", error.GetProperty("message").GetString());
        Assert.Contains(cause, error.GetProperty("cause").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100_000, HttpStatusCode.OK)]
    [InlineData(100_001, HttpStatusCode.BadRequest)]
    public async Task A_text_has_at_most_a_hundred_thousand_characters(int length, HttpStatusCode expected)
    {
        var text = Talk.UniqueText("Long").PadRight(length, 'x');
        host.Agent.On(text).Say("Long indeed").End();
        using var response = await new Talk(_client).SayAsync(text);
        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Older_clients_may_send_content_and_createdAt()
    {
        var text = Talk.UniqueText("Old");
        host.Agent.On(text).Say("Fine").End();
        var body = JsonSerializer.SerializeToNode(new Talk(_client).Body(text))!;
        body["message"]!["content"] = text;
        body["message"]!["createdAt"] = "2026-01-01T00:00:00Z";
        using var response = await new Talk(_client).PostAsync(body);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("")]
    public async Task A_body_that_is_no_request_is_a_400(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _client.PostAsync(new Uri("/api/chat", UriKind.Relative), content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("/api/history?limit=0", "limit")]
    [InlineData("/api/history?limit=101", "limit")]
    [InlineData("/api/history?limit=many", "limit")]
    [InlineData("/api/history?starting_after=x", "starting_after")]
    [InlineData($"/api/history?starting_after={Uuid}&ending_before={Uuid}", "only one")]
    [InlineData("/api/history?q=%00", "q:")]
    [InlineData($"/api/chat/{Uuid}?limit=0", "limit")]
    [InlineData($"/api/chat/{Uuid}?before=x", "before")]
    public async Task Malformed_queries_are_a_400_that_names_the_parameter(string url, string cause)
    {
        using var response = await _client.GetAsync(new Uri(url, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(cause, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("2147483647")]
    public async Task A_malformed_last_event_id_is_a_400(string number)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/chat/{Uuid}/stream");
        request.Headers.Add("Last-Event-ID", number);
        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private static void Set(JsonNode body, string path, string? value)
    {
        var names = path.Split('.')[1..];
        var parent = names.Length == 1 ? body : body[names[0]]!;
        if (value is null) parent.AsObject().Remove(names[^1]);
        else parent[names[^1]] = Parse(value);
    }

    // A lone surrogate is no string in .NET: it is written as it stands.
    private static JsonNode Parse(string value) => JsonNode.Parse(value.Replace(@"\ud800", @"\\ud800", StringComparison.Ordinal))!;
}
