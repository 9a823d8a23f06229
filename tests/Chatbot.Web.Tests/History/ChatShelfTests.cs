using Chatbot.Chat.Contracts;
using Chatbot.Web.History;

namespace Chatbot.Web.Tests.History;

/// <summary>A newest page that is read again, and the list that it comes into. A chat is its number; the larger one is the newer.</summary>
public sealed class ChatShelfTests
{
    private static readonly DateTimeOffset Epoch = DateTimeOffset.UnixEpoch;
    private readonly Queue<ChatHistory> _pages = new();
    private readonly ChatShelf _shelf;

    public ChatShelfTests() => _shelf = new ChatShelf((_, _) => Task.FromResult(_pages.Dequeue()), () => { });

    [Theory]
    [InlineData("3 2 1", "4 3 2 1", "4 3 2 1")]
    [InlineData("3 2 1", "3 1", "3 1")]
    [InlineData("3 2 1", "", "")]
    [InlineData("4 2 1", "4 3 2 1", "4 3 2 1")]
    [InlineData("3 2 1", "3 2 1", "3 2 1")]
    public async Task A_page_that_is_all_there_is_is_the_list(string known, string newest, string shown)
    {
        await LoadAsync(Page(known, hasMore: false));
        _shelf.Merge(Page(newest, hasMore: false));
        Assert.Equal((shown, false), (Shown, _shelf.HasMore));
    }

    [Theory]
    // One that is new, one that is gone, and both, with two more pages read behind.
    [InlineData("9 8 7", "6 5", "10 9 8", "10 9 8 7 6 5")]
    [InlineData("9 8 7", "6 5", "9 7 6", "9 7 6 5")]
    [InlineData("9 8 7", "6 5", "10 9 7", "10 9 7 6 5")]
    // What is known does not go so far.
    [InlineData("9 8 7", "", "9 8 6", "9 8 6")]
    public async Task What_was_read_behind_the_page_stays(string known, string behind, string newest, string shown)
    {
        await LoadAsync(Page(known, hasMore: true), Page(behind, hasMore: true));
        _shelf.Merge(Page(newest, hasMore: true));
        Assert.Equal((shown, true), (Shown, _shelf.HasMore));
    }

    [Fact]
    public async Task A_list_that_was_read_to_its_end_has_no_more_after_a_page_that_has()
    {
        await LoadAsync(Page("9 8 7", hasMore: true), Page("6 5", hasMore: false));
        _shelf.Merge(Page("10 9 8", hasMore: true));
        Assert.Equal(("10 9 8 7 6 5", false), (Shown, _shelf.HasMore));
    }

    [Fact]
    public async Task After_more_new_ones_than_a_page_holds_the_others_come_page_by_page_again()
    {
        await LoadAsync(Page("9 8 7", hasMore: true), Page("6 5", hasMore: false));
        _shelf.Merge(Page("23 22 21", hasMore: true));
        Assert.Equal(("23 22 21", true), (Shown, _shelf.HasMore));
    }

    [Fact]
    public async Task A_chat_is_as_the_page_says()
    {
        await LoadAsync(Page("2 1", hasMore: false));
        _shelf.Merge(new ChatHistory([Chat(2) with { Title = "Another" }, Chat(1)], false));
        Assert.Equal("Another", _shelf.Chats[0].Title);
    }

    [Fact]
    public async Task Whatever_is_done_to_the_list_is_told_by_its_version()
    {
        await LoadAsync(Page("2 1", hasMore: false));
        var versions = new List<int> { _shelf.Version };
        foreach (var act in new Action[] { () => _shelf.Put(Chat(3)), () => _shelf.Replace(Chat(2) with { Title = "x" }), () => _shelf.Remove(Id(1)), () => _shelf.Remove(Id(77)), () => _shelf.Merge(Page("2", hasMore: false)), _shelf.Clear })
        {
            act();
            versions.Add(_shelf.Version);
        }

        Assert.Equal(versions.Distinct(), versions);
    }

    private string Shown => string.Join(' ', _shelf.Chats.Select(chat => chat.Title));

    private async Task LoadAsync(params ChatHistory[] pages)
    {
        foreach (var page in pages.Where(page => page.Chats.Count > 0)) _pages.Enqueue(page);
        await _shelf.LoadAsync(default);
        while (_pages.Count > 0) await _shelf.LoadMoreAsync(default);
    }

    private static ChatHistory Page(string numbers, bool hasMore) =>
        new([.. numbers.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(number => Chat(int.Parse(number)))], hasMore);

    private static ChatSummary Chat(int number) => new(Id(number), Epoch.AddDays(number), $"{number}", Guid.Empty, "private");

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);
}
