using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using Chatbot.Chat.Contracts;

namespace Chatbot.EndToEnd.Answers;

/// <summary>The routes of chats as a person's program uses them.</summary>
internal static class ChatCalls
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static Task<ChatDetail> ChatAsync(this Script script, Guid chat) => script.GetAsync<ChatDetail>($"/api/chat/{chat}");

    public static async Task<T> GetAsync<T>(this Script script, string path) => (await script.Client.GetFromJsonAsync<T>(new Uri(path, UriKind.Relative), Cancel))!;

    public static async Task StopAsync(this Script script, Guid chat)
    {
        using var response = await script.Client.PostAsync(new Uri($"/api/chat/{chat}/stop", UriKind.Relative), null, Cancel);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    /// <summary>Any body of <c>POST /api/chat</c>, and its answer to the end.</summary>
    public static async Task<Heard> SayAsync(this Script script, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/chat", UriKind.Relative)) { Content = JsonContent.Create(body) };
        return await script.HearAsync(request);
    }

    public static Task<Heard> ContinueAsync(this Script script, Guid chat, Guid message) => script.SayAsync(new { id = chat, @continue = new { messageId = message } });

    /// <summary>What comes after a part of the newest answer.</summary>
    public static async Task<Heard> ResumeAsync(this Script script, Guid chat, int after)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/api/chat/{chat}/stream", UriKind.Relative));
        request.Headers.Add("Last-Event-ID", $"{after}");
        return await script.HearAsync(request, after);
    }

    /// <summary>The answer to a change, which must be taken.</summary>
    public static async Task<HttpResponseMessage> ChangeAsync(this Script script, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = body is null ? null : JsonContent.Create(body) };
        var response = await script.Client.SendAsync(request, Cancel);
        if (!response.IsSuccessStatusCode) Assert.Fail($"{method} {path}: {response.StatusCode} {await response.Content.ReadAsStringAsync(Cancel)}");
        return response;
    }

    public static string TextOf(this ChatMessageDetail message) => string.Concat(
        message.Parts.Where(part => part.GetProperty("type").GetString() == "text").Select(part => part.GetProperty("text").GetString()));

    private static async Task<Heard> HearAsync(this Script script, HttpRequestMessage request, int after = 0)
    {
        request.Headers.Add(StreamHeaders.Parts, "all");
        using var response = await script.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
        if (!response.IsSuccessStatusCode) Assert.Fail($"{request.Method} {request.RequestUri}: {await response.Content.ReadAsStringAsync(Cancel)}");
        var heard = new Heard(after);
        await using var stream = await response.Content.ReadAsStreamAsync(Cancel);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(Cancel)) heard.Take(item.EventId, item.Data);
        return heard;
    }
}
