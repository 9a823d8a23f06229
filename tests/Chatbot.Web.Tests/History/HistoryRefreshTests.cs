using Chatbot.Testing;
using Chatbot.Web.History;
using Chatbot.Web.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Web.Tests.History;

/// <summary>What happens to the chats elsewhere while the lists are shown here.</summary>
public sealed class HistoryRefreshTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private readonly ServiceCollection _services = new();
    private FakeServices _fakes = null!;
    private ServiceProvider _provider = null!;
    private HistoryState _history = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _fakes = await FakeServices.StartAsync();
        await _services.AddCircuitAsync(_fakes);
        _provider = _services.BuildServiceProvider();
        _history = _provider.CreateScope().ServiceProvider.GetRequiredService<HistoryState>();
    }

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        await _fakes.DisposeAsync();
    }

    [Fact]
    public async Task What_was_begun_renamed_pinned_and_deleted_elsewhere_is_so_here()
    {
        var (old, older, gone) = (_fakes.Chat.Add("Old", Now.AddDays(-1)), _fakes.Chat.Add("Older", Now.AddDays(-2)), _fakes.Chat.Add("Gone", Now.AddDays(-3)));
        await _history.LoadAsync(Token);
        var edited = new List<string>();
        _history.Edited += chat => edited.Add(chat.Title);

        _fakes.Chat.Add("New", Now);
        (old.Title, older.Pinned, gone.IsDeleted) = ("Renamed", true, true);
        await RefreshAsync();
        Assert.Equal(("Older", "New, Renamed"), (Titles(_history.Pinned), Titles(_history.Recent)));
        Assert.Equal(["Renamed"], edited);

        older.Pinned = false;
        await RefreshAsync();
        Assert.Equal(("", "New, Renamed, Older"), (Titles(_history.Pinned), Titles(_history.Recent)));
    }

    [Fact]
    public async Task A_chat_from_far_below_that_was_pinned_elsewhere_stands_at_the_top_alone()
    {
        for (var number = 0; number < 45; number++) _fakes.Chat.Add($"Chat {number}", Now.AddMinutes(-number));
        var last = _fakes.Chat.Add("Last", Now.AddDays(-1));
        await _history.LoadAsync(Token);
        await _history.Recent.LoadMoreAsync(Token);
        last.Pinned = true;
        await RefreshAsync();
        Assert.Equal(("Last", 45), (Titles(_history.Pinned), _history.Recent.Chats.Count));
        Assert.Null(_history.Recent.Find(last.Id));
    }

    [Fact]
    public async Task A_search_keeps_what_it_has_found()
    {
        var sky = _fakes.Chat.Add("Sky", Now);
        await _history.LoadAsync(Token);
        await _history.SearchAsync("sky", Token);
        var found = _history.Found.Chats[0];
        (sky.Title, sky.IsDeleted) = ("Sea", true);
        await RefreshAsync();
        Assert.Same(found, Assert.Single(_history.Found.Chats));
        Assert.Equal(["sky"], _fakes.Chat.Searches);
        Assert.Empty(_history.Recent.Chats);
    }

    [Fact]
    public async Task While_the_service_does_not_answer_the_lists_stay_and_nobody_is_told()
    {
        _fakes.Chat.Add("Sky", Now);
        await _history.LoadAsync(Token);
        _fakes.Chat.HistoryIsAway = true;
        await RefreshAsync();
        Assert.Equal("Sky", Titles(_history.Recent));
        Assert.Null(_history.Failure);
    }

    [Fact]
    public async Task What_is_done_here_while_they_are_read_goes_before_what_was_read()
    {
        var sky = _fakes.Chat.Add("Sky", Now);
        _fakes.Chat.Add("Sea", Now.AddDays(-1));
        await _history.LoadAsync(Token);
        var held = new TaskCompletionSource();
        var asked = 0;
        _fakes.Chat.Hold = held;
        _fakes.Chat.IsHeld = request =>
        {
            var isFirst = Interlocked.Increment(ref asked) <= 2;
            if (!isFirst) sky.IsDeleted = true;
            return isFirst;
        };
        var reading = RefreshAsync();
        await Eventually.TrueAsync(() => asked == 2, "both lists are asked for");
        _history.Remove(sky.Id);
        held.SetResult();
        await reading;
        Assert.Equal(("Sea", 4), (Titles(_history.Recent), asked));
    }

    [Fact]
    public async Task What_may_not_be_shown_yet_is_not()
    {
        await _history.LoadAsync(Token);
        _fakes.Chat.Add("New", Now);
        await _history.RefreshAsync(() => false, Token);
        Assert.Empty(_history.Recent.Chats);
        await RefreshAsync();
        Assert.Equal("New", Titles(_history.Recent));
    }

    private Task RefreshAsync() => _history.RefreshAsync(() => true, Token);

    private static string Titles(ChatShelf shelf) => string.Join(", ", shelf.Chats.Select(chat => chat.Title));
}
