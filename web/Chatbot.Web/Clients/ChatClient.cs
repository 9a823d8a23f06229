using System.Globalization;
using Chatbot.Chat.Contracts;

namespace Chatbot.Web.Clients;

/// <summary>The chat service, as this person sees it.</summary>
internal sealed class ChatClient(ServiceClient services)
{
    private const string Chats = "http://chat/api/chat";

    /// <summary>Sends a message, or asks for another answer; the response is the answer's stream.</summary>
    public Task<HttpResponseMessage> SendAsync(ChatRequest request, CancellationToken cancellationToken) =>
        services.OpenAsync(Streaming(new HttpRequestMessage(HttpMethod.Post, Chats) { Content = JsonContent.Create(request, options: ServiceJson.Options) }), cancellationToken);

    /// <summary>The running answer from its start, or what follows part <paramref name="lastEventId"/>.</summary>
    public Task<HttpResponseMessage> JoinAsync(Guid chatId, long? lastEventId, CancellationToken cancellationToken) => JoinAsync(chatId, lastEventId, null, cancellationToken);

    /// <param name="generation">Within what that part is counted, as the lost response said in <see cref="StreamHeaders.Generation"/>.</param>
    public Task<HttpResponseMessage> JoinAsync(Guid chatId, long? lastEventId, string? generation, CancellationToken cancellationToken)
    {
        var named = lastEventId is not null && generation is not null ? $"?generation={Uri.EscapeDataString(generation)}" : "";
        var request = Streaming(new HttpRequestMessage(HttpMethod.Get, $"{Chats}/{chatId}/stream{named}"));
        if (lastEventId is { } id) request.Headers.Add("Last-Event-ID", id.ToString(CultureInfo.InvariantCulture));
        return services.OpenAsync(request, cancellationToken);
    }

    public Task<ChatDetail> GetAsync(Guid chatId, Guid? before, CancellationToken cancellationToken) =>
        services.SendAsync<ChatDetail>(new HttpRequestMessage(HttpMethod.Get, before is { } id ? $"{Chats}/{chatId}?before={id}" : $"{Chats}/{chatId}"), cancellationToken);

    public Task StopAsync(Guid chatId, CancellationToken cancellationToken) =>
        DoAsync(new HttpRequestMessage(HttpMethod.Post, $"{Chats}/{chatId}/stop"), cancellationToken);

    public Task PatchAsync(Guid chatId, ChatPatch patch, CancellationToken cancellationToken) =>
        DoAsync(new HttpRequestMessage(HttpMethod.Patch, $"{Chats}/{chatId}") { Content = JsonContent.Create(patch, options: ServiceJson.Options) }, cancellationToken);

    public Task<List<ChatVote>> VotesAsync(Guid chatId, CancellationToken cancellationToken) =>
        services.SendAsync<List<ChatVote>>(new HttpRequestMessage(HttpMethod.Get, $"http://chat/api/vote?chatId={chatId}"), cancellationToken);

    public Task VoteAsync(Guid chatId, Guid messageId, bool isUp, CancellationToken cancellationToken) =>
        DoAsync(
            new HttpRequestMessage(HttpMethod.Patch, "http://chat/api/vote")
            {
                Content = JsonContent.Create(new VoteRequest(chatId, messageId, isUp ? "up" : "down"), options: ServiceJson.Options),
            },
            cancellationToken);

    private async Task DoAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var response = await services.SendAsync(request, cancellationToken);
    }

    private static HttpRequestMessage Streaming(HttpRequestMessage request)
    {
        request.Headers.Accept.ParseAdd("text/event-stream");
        request.Headers.Add(StreamHeaders.Parts, "all");
        return request;
    }
}
