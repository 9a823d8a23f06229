using Chatbot.Chat.Contracts;
using Chatbot.Web.Clients;

namespace Chatbot.Web.History;

/// <summary>The person's chats in the sidebar: the pinned ones, the others, and those that are searched for.</summary>
internal sealed class HistoryState : IDisposable
{
    private const int PageSize = 40;
    private const int MostPinned = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    // So often it is asked again when something was done here meanwhile.
    private const int MostReads = 3;

    private readonly TimeProvider _time;
    private CancellationTokenSource? _search;
    private bool _isRefreshing;

    public HistoryState(HistoryClient chats, TimeProvider time)
    {
        _time = time;
        Pinned = new ChatShelf((before, token) => chats.ListAsync(MostPinned, before, null, pinned: true, token), Tell);
        Recent = new ChatShelf((before, token) => chats.ListAsync(PageSize, before, null, pinned: false, token), Tell);
        Found = new ChatShelf((before, token) => chats.ListAsync(PageSize, before, Term, pinned: null, token), Tell);
    }

    public event Action? Changed;

    /// <summary>What was done to a chat in the list, or elsewhere: the page that shows it shows it likewise.</summary>
    public event Action<ChatSummary>? Edited;

    public ChatShelf Pinned { get; }

    public ChatShelf Recent { get; }

    /// <summary>What <see cref="Term"/> finds.</summary>
    public ChatShelf Found { get; }

    /// <summary>What is searched for; empty where nothing is.</summary>
    public string Term { get; private set; } = "";

    public bool IsSearching => Term.Length > 0;

    /// <summary>Why the lists cannot be shown.</summary>
    public ServiceFailure? Failure => Recent.Failure ?? Pinned.Failure;

    public Task LoadAsync(CancellationToken cancellationToken) => Task.WhenAll(Pinned.LoadAsync(cancellationToken), Recent.LoadAsync(cancellationToken));

    /// <summary>
    /// What was done to the chats elsewhere, in another window or on another device. What is done here goes before it, what is
    /// searched for stays as it was found, and where the service does not answer nobody is told.
    /// </summary>
    /// <param name="mayShow">Asked when it has come: whether the lists may change just now.</param>
    public async Task RefreshAsync(Func<bool> mayShow, CancellationToken cancellationToken)
    {
        if (_isRefreshing) return;
        _isRefreshing = true;
        try
        {
            for (var read = 0; read < MostReads && Pinned.IsAtRest && Recent.IsAtRest; read++)
            {
                var asked = (Pinned.Version, Recent.Version);
                var pages = await Task.WhenAll(Pinned.NewestAsync(cancellationToken), Recent.NewestAsync(cancellationToken));
                if (asked != (Pinned.Version, Recent.Version)) continue;
                if (mayShow()) Merge(pages[0], pages[1]);
                return;
            }
        }
        catch (ServiceFailure)
        {
            // The lists stay as they were.
        }
        finally
        {
            _isRefreshing = false;
        }
    }

    /// <summary>As the person types: only what stands for a moment is asked for.</summary>
    public async Task SearchAsync(string text, CancellationToken cancellationToken)
    {
        _search?.Cancel();
        _search?.Dispose();
        _search = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var token = _search.Token;
        Term = text.Trim();
        Found.Clear();
        Tell();
        if (!IsSearching) return;
        try
        {
            await Task.Delay(Pause, _time, token);
            await Found.LoadAsync(token);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // Something else is searched for by now.
        }
    }

    public ChatSummary? Find(Guid id) => Pinned.Find(id) ?? Recent.Find(id) ?? Found.Find(id);

    /// <summary>A chat that was just started, or is back.</summary>
    public void Add(ChatSummary chat)
    {
        Recent.Remove(chat.Id);
        Pinned.Remove(chat.Id);
        (chat.Pinned ? Pinned : Recent).Put(chat);
        Found.Replace(chat);
        Tell();
    }

    /// <summary>As the service answered to what a person did in the list.</summary>
    public void Edit(ChatSummary chat)
    {
        Add(chat);
        Edited?.Invoke(chat);
    }

    /// <summary>As a person chose it on the chat's own page.</summary>
    public void Show(Guid id, string visibility)
    {
        if (Find(id) is { } chat) Add(chat with { Visibility = visibility });
    }

    public void Rename(Guid id, string title)
    {
        if (title.Length == 0 || Find(id) is not { } chat || chat.Title == title) return;
        var renamed = chat with { Title = title };
        Pinned.Replace(renamed);
        Recent.Replace(renamed);
        Found.Replace(renamed);
        Tell();
    }

    public void Remove(Guid id)
    {
        Pinned.Remove(id);
        Recent.Remove(id);
        Found.Remove(id);
        Tell();
    }

    public void Dispose()
    {
        _search?.Cancel();
        _search?.Dispose();
        _search = null;
    }

    private void Merge(ChatHistory pinned, ChatHistory recent)
    {
        var edited = pinned.Chats.Concat(recent.Chats)
            .Where(chat => Find(chat.Id) is { } known && (known.Title, known.Visibility) != (chat.Title, chat.Visibility)).ToList();
        Pinned.Merge(pinned);
        Recent.Merge(recent);
        // From far below it went to the top.
        foreach (var chat in Pinned.Chats) Recent.Remove(chat.Id);
        Tell();
        foreach (var chat in edited) Edited?.Invoke(chat);
    }

    private void Tell() => Changed?.Invoke();
}
