using Chatbot.Chat.Contracts;
using Chatbot.Web.Clients;

namespace Chatbot.Web.History;

/// <summary>The person's chats in the sidebar, newest first, one page after the other.</summary>
internal sealed class HistoryState(ChatClient chats)
{
    private const int PageSize = 40;

    private readonly List<ChatSummary> _chats = [];

    public event Action? Changed;

    public IReadOnlyList<ChatSummary> Chats => _chats;

    public bool IsLoaded { get; private set; }

    public bool IsLoading { get; private set; }

    public bool HasMore { get; private set; }

    /// <summary>Why the list cannot be shown.</summary>
    public ServiceFailure? Failure { get; private set; }

    /// <summary>The newest page.</summary>
    public Task LoadAsync(CancellationToken cancellationToken) => PageAsync(null, cancellationToken);

    public Task LoadMoreAsync(CancellationToken cancellationToken) =>
        HasMore && !IsLoading ? PageAsync(_chats[^1].Id, cancellationToken) : Task.CompletedTask;

    /// <summary>A chat that was just started.</summary>
    public void Add(ChatSummary chat)
    {
        _chats.RemoveAll(known => known.Id == chat.Id);
        _chats.Insert(0, chat);
        Changed?.Invoke();
    }

    public void Rename(Guid id, string title)
    {
        var index = _chats.FindIndex(chat => chat.Id == id);
        if (index < 0 || title.Length == 0 || _chats[index].Title == title) return;
        _chats[index] = _chats[index] with { Title = title };
        Changed?.Invoke();
    }

    /// <exception cref="ServiceFailure">It was not deleted.</exception>
    public async Task DeleteAsync(Guid id, CancellationToken cancellationToken)
    {
        await chats.DeleteAsync(id, cancellationToken);
        _chats.RemoveAll(chat => chat.Id == id);
        Changed?.Invoke();
    }

    private async Task PageAsync(Guid? endingBefore, CancellationToken cancellationToken)
    {
        (IsLoading, Failure) = (true, null);
        Changed?.Invoke();
        try
        {
            var page = await chats.HistoryAsync(PageSize, endingBefore, cancellationToken);
            if (endingBefore is null) _chats.Clear();
            _chats.AddRange(page.Chats.Where(chat => _chats.TrueForAll(known => known.Id != chat.Id)));
            (HasMore, IsLoaded) = (page.HasMore, true);
        }
        catch (ServiceFailure failure)
        {
            Failure = failure;
        }

        IsLoading = false;
        Changed?.Invoke();
    }
}
