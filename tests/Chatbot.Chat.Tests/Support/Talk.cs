using System.Net.Http.Json;
using System.Text.Json;
using Chatbot.Chat.Contracts;

namespace Chatbot.Chat.Tests.Support;

/// <summary>One person's side of a chat.</summary>
internal sealed class Talk(HttpClient client)
{
    public const string Local = $"lmstudio:{FakeAgent.Model}";

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public static string UniqueText(string about) => $"{about} {Guid.CreateVersion7()}";

    public object Body(string text, Guid? messageId = null, string model = Local, string visibility = "private") => new
    {
        id = Id,
        message = new { id = messageId ?? Guid.CreateVersion7(), role = "user", parts = new[] { new { type = "text", text } } },
        selectedChatModel = model,
        selectedVisibilityType = visibility,
    };

    /// <summary>Answers when the headers are there.</summary>
    public Task<HttpResponseMessage> SayAsync(string text, Guid? messageId = null, string model = Local, string visibility = "private") =>
        PostAsync(Body(text, messageId, model, visibility));

    public Task<HttpResponseMessage> PostAsync(object body) => client.SendAsync(
        new HttpRequestMessage(HttpMethod.Post, "/api/chat") { Content = JsonContent.Create(body) }, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

    public Task<HttpResponseMessage> ResumeAsync(int? after = null, string query = "")
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"/api/chat/{Id}/stream{query}");
        if (after is not null) request.Headers.Add("Last-Event-ID", after.ToString());
        return client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> ContinueAsync(Guid messageId, string? model = null) => PostAsync(new { id = Id, @continue = new { messageId }, selectedChatModel = model });

    public Task<HttpResponseMessage> DecideAsync(string approvalId, bool approved) => PostAsync(new { id = Id, approval = new { approvalId, approved } });

    public Task<HttpResponseMessage> StopAsync() => client.PostAsync(new Uri($"/api/chat/{Id}/stop", UriKind.Relative), null, TestContext.Current.CancellationToken);

    public async Task<ChatDetail> ReadAsync(string query = "") =>
        (await client.GetFromJsonAsync<ChatDetail>($"/api/chat/{Id}{query}", JsonSerializerOptions.Web, TestContext.Current.CancellationToken))!;

    /// <summary>The text of the last message.</summary>
    public async Task<string> LastTextAsync() => TextOf((await ReadAsync()).Messages[^1]);

    public static string TextOf(ChatMessageDetail message) => string.Concat(
        message.Parts.Where(part => part.GetProperty("type").GetString() == "text").Select(part => part.GetProperty("text").GetString()));
}
