using Chatbot.Chat.Contracts;

namespace Chatbot.Web.Clients;

/// <summary>The person's chats as a list, and what is done to one of them without opening it.</summary>
internal sealed class HistoryClient(ServiceClient services)
{
    private const string Chats = "http://chat/api/chat";
    private const string History = "http://chat/api/history";

    /// <param name="before">The last chat of the page before.</param>
    /// <param name="query">Words of titles and texts.</param>
    /// <param name="pinned">Only the pinned ones, or the others; null is both.</param>
    public Task<ChatHistory> ListAsync(int limit, Guid? before, string? query, bool? pinned, CancellationToken cancellationToken)
    {
        var address = $"{History}?limit={limit}";
        if (before is { } id) address += $"&ending_before={id}";
        if (query is not null) address += $"&q={Uri.EscapeDataString(query)}";
        if (pinned is { } value) address += value ? "&pinned=true" : "&pinned=false";
        return services.SendAsync<ChatHistory>(new HttpRequestMessage(HttpMethod.Get, address), cancellationToken);
    }

    /// <summary>A chat to be read, the newest <paramref name="limit"/> messages of it or those before one.</summary>
    public Task<ChatDetail> ReadAsync(Guid chatId, Guid? before, int limit, CancellationToken cancellationToken) =>
        services.SendAsync<ChatDetail>(
            new HttpRequestMessage(HttpMethod.Get, $"{Chats}/{chatId}?limit={limit}{(before is { } id ? $"&before={id}" : "")}"), cancellationToken);

    public Task<ChatSummary> PatchAsync(Guid chatId, ChatPatch patch, CancellationToken cancellationToken) =>
        services.SendAsync<ChatSummary>(
            new HttpRequestMessage(HttpMethod.Patch, $"{Chats}/{chatId}") { Content = JsonContent.Create(patch, options: ServiceJson.Options) }, cancellationToken);

    public Task<ChatSummary> DeleteAsync(Guid chatId, CancellationToken cancellationToken) =>
        services.SendAsync<ChatSummary>(new HttpRequestMessage(HttpMethod.Delete, $"{Chats}?id={chatId}"), cancellationToken);

    /// <summary>Within the time of undo.</summary>
    public Task<ChatSummary> RestoreAsync(Guid chatId, CancellationToken cancellationToken) =>
        services.SendAsync<ChatSummary>(new HttpRequestMessage(HttpMethod.Post, $"{Chats}/{chatId}/restore"), cancellationToken);

    public Task<DeletedHistory> DeleteAllAsync(CancellationToken cancellationToken) =>
        services.SendAsync<DeletedHistory>(new HttpRequestMessage(HttpMethod.Delete, History), cancellationToken);
}
