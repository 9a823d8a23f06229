using Chatbot.Chat.Contracts;
using Chatbot.Web.Clients;

namespace Chatbot.Web.History;

/// <summary>Chats newest first, one page after the other.</summary>
/// <param name="read">The page behind a chat; the first one without it.</param>
/// <param name="changed">Something is to be drawn.</param>
internal sealed class ChatShelf(Func<Guid?, CancellationToken, Task<ChatHistory>> read, Action changed)
{
    private readonly List<ChatSummary> _chats = [];

    // Counts the lists: a page of one that was given up must not come into the next.
    private int _list;

    public IReadOnlyList<ChatSummary> Chats => _chats;

    public bool IsLoaded { get; private set; }

    public bool IsLoading { get; private set; }

    public bool HasMore { get; private set; }

    /// <summary>There is a list, and nothing of it is on its way.</summary>
    public bool IsAtRest => IsLoaded && !IsLoading;

    /// <summary>Counts the changes: what was asked for before the last of them may be older than it.</summary>
    public int Version { get; private set; }

    /// <summary>Why the last page did not come.</summary>
    public ServiceFailure? Failure { get; private set; }

    /// <summary>The newest page, in the place of what is there.</summary>
    public Task LoadAsync(CancellationToken cancellationToken)
    {
        _list++;
        return PageAsync(null, cancellationToken);
    }

    public Task LoadMoreAsync(CancellationToken cancellationToken) =>
        HasMore && !IsLoading && _chats.Count > 0 ? PageAsync(_chats[^1].Id, cancellationToken) : Task.CompletedTask;

    /// <summary>The newest page as it is by now, for <see cref="Merge"/>.</summary>
    public Task<ChatHistory> NewestAsync(CancellationToken cancellationToken) => read(null, cancellationToken);

    /// <summary>As far as the newest page goes, the list is as it says; what was read behind it stays.</summary>
    public void Merge(ChatHistory newest)
    {
        // Where the page ends at a chat that was not here, others may be missing behind it: they come page by page again.
        var end = newest is { HasMore: true, Chats: [.., var last] } ? _chats.FindIndex(chat => chat.Id == last.Id) : -1;
        var behind = end < 0 ? [] : _chats.Skip(end + 1).ExceptBy(newest.Chats.Select(chat => chat.Id), chat => chat.Id).ToList();
        if (behind.Count == 0) HasMore = newest.HasMore;
        _chats.Clear();
        _chats.AddRange(newest.Chats);
        _chats.AddRange(behind);
        Version++;
    }

    public void Clear()
    {
        _list++;
        Version++;
        _chats.Clear();
        (IsLoaded, IsLoading, HasMore, Failure) = (false, false, false, null);
    }

    /// <summary>Where its time puts it; older than all that is shown, it comes with its page.</summary>
    public void Put(ChatSummary chat)
    {
        Remove(chat.Id);
        Version++;
        var index = _chats.FindIndex(known => known.CreatedAt <= chat.CreatedAt);
        if (index >= 0) _chats.Insert(index, chat);
        else if (!HasMore) _chats.Add(chat);
    }

    public bool Replace(ChatSummary chat)
    {
        var index = _chats.FindIndex(known => known.Id == chat.Id);
        if (index < 0) return false;
        _chats[index] = chat;
        Version++;
        return true;
    }

    /// <summary>It is gone, or stands elsewhere, whether it was here or not.</summary>
    public void Remove(Guid id)
    {
        _chats.RemoveAll(chat => chat.Id == id);
        Version++;
    }

    public ChatSummary? Find(Guid id) => _chats.Find(chat => chat.Id == id);

    private async Task PageAsync(Guid? before, CancellationToken cancellationToken)
    {
        var list = _list;
        Version++;
        (IsLoading, Failure) = (true, null);
        changed();
        try
        {
            var page = await read(before, cancellationToken);
            if (list != _list) return;
            if (before is null) _chats.Clear();
            _chats.AddRange(page.Chats.Where(chat => Find(chat.Id) is null));
            (HasMore, IsLoaded) = (page.HasMore, true);
        }
        catch (ServiceFailure failure)
        {
            if (list != _list) return;
            Failure = failure;
        }
        finally
        {
            if (list == _list) IsLoading = false;
        }

        changed();
    }
}
