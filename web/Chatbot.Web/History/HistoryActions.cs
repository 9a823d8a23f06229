using Chatbot.Chat.Contracts;
using Chatbot.Web.Clients;

namespace Chatbot.Web.History;

/// <summary>What a person does to a chat in the list; what the service answers is what the list then shows.</summary>
internal sealed class HistoryActions(HistoryClient chats, HistoryState state)
{
    /// <exception cref="ServiceFailure">Nothing was changed; so for all of these.</exception>
    public async Task RenameAsync(Guid id, string title, CancellationToken cancellationToken) =>
        state.Edit(await chats.PatchAsync(id, new ChatPatch(Title: title), cancellationToken));

    public async Task PinAsync(Guid id, bool pinned, CancellationToken cancellationToken) =>
        state.Edit(await chats.PatchAsync(id, new ChatPatch(Pinned: pinned), cancellationToken));

    /// <param name="visibility"><c>private</c> or <c>public</c>.</param>
    public async Task ShowAsync(Guid id, string visibility, CancellationToken cancellationToken) =>
        state.Edit(await chats.PatchAsync(id, new ChatPatch(Visibility: visibility), cancellationToken));

    public async Task DeleteAsync(Guid id, CancellationToken cancellationToken)
    {
        await chats.DeleteAsync(id, cancellationToken);
        state.Remove(id);
    }

    public async Task RestoreAsync(Guid id, CancellationToken cancellationToken) => state.Add(await chats.RestoreAsync(id, cancellationToken));

    /// <returns>How many there were.</returns>
    public async Task<int> DeleteAllAsync(CancellationToken cancellationToken)
    {
        var deleted = await chats.DeleteAllAsync(cancellationToken);
        await state.LoadAsync(cancellationToken);
        await state.SearchAsync("", cancellationToken);
        return deleted.DeletedCount;
    }
}
