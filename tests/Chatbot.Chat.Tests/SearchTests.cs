using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Chatbot.Chat.Contracts;
using Chatbot.Chat.Conversations;
using Chatbot.Chat.Tests.Support;
using Chatbot.Testing;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.Chat.Tests;

public sealed class SearchTests(ChatHost host)
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TestUser _user = TestUser.Regular();

    [Fact]
    public async Task A_word_is_found_in_questions_answers_and_titles_of_ones_own_chats_alone()
    {
        var question = await StoredChat.AddAsync(host, _user, "One", Start, "Where do Penguins live?", "In the south");
        var answer = await StoredChat.AddAsync(host, _user, "Two", Start.AddMinutes(1), "Who lives there?", "Many penguins,\nand \"seals\".");
        var title = await StoredChat.AddAsync(host, _user, "On penguins", Start.AddMinutes(2));
        await StoredChat.AddAsync(host, _user, "Nothing", Start.AddMinutes(3), "Of gulls", "Nothing");
        await StoredChat.AddAsync(host, TestUser.Regular(), "Penguins of others", Start, "penguins", "penguins");

        Assert.Equal([title.Id, answer.Id, question.Id], await FindAsync("penguins"));
        Assert.Equal([answer.Id], await FindAsync("seals"));
    }

    [Fact]
    public async Task All_words_count_in_any_order_and_the_last_one_by_its_beginning()
    {
        var both = await StoredChat.AddAsync(host, _user, "A", Start, "The quick brown fox", "jumps");
        await StoredChat.AddAsync(host, _user, "B", Start, "A quick answer", "brown");

        Assert.Equal([both.Id], await FindAsync("brown quick"));
        Assert.Equal([both.Id], await FindAsync("FOX qui"));
        Assert.Empty(await FindAsync("qui fox"));
    }

    [Fact]
    public async Task A_hyphenated_word_an_address_and_other_scripts_are_found_as_they_are_written()
    {
        var chat = await StoredChat.AddAsync(host, _user, "A", Start, "See example.com about state-of-the-art größe", "Ответ по-русски, 東京 の 天気");

        foreach (var q in new[] { "example.com", "exam", "state-of-the-art", "GRÖSSE".Replace("SS", "ß", StringComparison.Ordinal), "ответ", "天気" })
            Assert.Equal([chat.Id], await FindAsync(q));
    }

    [Theory]
    [InlineData("!!!")]
    [InlineData("& | ! : * ( ) <->")]
    [InlineData("'")]
    [InlineData("''")]
    [InlineData("\"")]
    [InlineData("\\")]
    [InlineData("\\'")]
    [InlineData("a & b")]
    [InlineData("a:*")]
    [InlineData("!a | b")]
    [InlineData("foo' & 'bar")]
    [InlineData("foo-bar-")]
    [InlineData("x@y.z/../'%_\\")]
    [InlineData("\u0001\u001f\u200b\ufeff")]
    [InlineData("😀 👩‍👩‍👧")]
    [InlineData("%")]
    public async Task Odd_input_finds_nothing_and_breaks_nothing(string q)
    {
        await StoredChat.AddAsync(host, _user, "Plain", Start, "Plain words", "with more of them");
        Assert.Empty(await FindAsync(q));
        Assert.Empty(await FindAsync(string.Concat(Enumerable.Repeat(q, 200))[..200]));
    }

    [Fact]
    public async Task Pages_of_what_is_found_go_both_ways()
    {
        var found = new List<Guid>();
        foreach (var number in Enumerable.Range(0, 7))
        {
            found.Add((await StoredChat.AddAsync(host, _user, $"Chat {number}", Start.AddMinutes(number), number % 2 == 0 ? "needle" : "nothing", "needle")).Id);
            await StoredChat.AddAsync(host, _user, $"Hay {number}", Start.AddMinutes(number), "hay", "hay");
        }

        found.Reverse();
        var first = await ListAsync("?q=needle&limit=3");
        Assert.Equal((found[..3], true), (Ids(first), first.HasMore), Same);
        var second = await ListAsync($"?q=needle&limit=3&ending_before={found[2]}");
        Assert.Equal((found[3..6], true), (Ids(second), second.HasMore), Same);
        var last = await ListAsync($"?q=needle&limit=3&ending_before={found[5]}");
        Assert.Equal((found[6..], false), (Ids(last), last.HasMore), Same);
        var back = await ListAsync($"?q=needle&limit=3&starting_after={found[4]}");
        Assert.Equal((found[1..4], true), (Ids(back), back.HasMore), Same);
    }

    [Fact]
    public async Task What_is_rare_is_found_among_many()
    {
        var rare = await StoredChat.AddAsync(host, _user, "Old", Start, "A pterodactyl", "Indeed");
        var titled = await StoredChat.AddAsync(host, _user, "Pterodactyls", Start.AddMinutes(-1));
        await host.InDatabaseAsync(db =>
        {
            foreach (var number in Enumerable.Range(1, 150))
                db.Add(Conversation.Start(new(Guid.CreateVersion7()), new(_user.Id), Visibilities.Private, $"Chat {number}", Start.AddMinutes(number)));
            return db.SaveChangesAsync();
        });

        Assert.Equal([rare.Id, titled.Id], await FindAsync("ptero"));
        Assert.Equal([titled.Id], Ids(await ListAsync($"?q=ptero&ending_before={rare.Id}")));
        Assert.Equal([rare.Id], Ids(await ListAsync($"?q=ptero&starting_after={titled.Id}")));
    }

    [Fact]
    public async Task What_an_older_version_writes_beside_this_one_is_found_too()
    {
        var chat = await StoredChat.AddAsync(host, _user, "Rolling", Start);
        // It knows nothing of the column that says whose a message is.
        await host.InDatabaseAsync(db => db.Database.ExecuteSqlAsync(
            $$"""
            INSERT INTO chat.messages (id, chat_id, role, parts, state, created_at)
                VALUES ({{Guid.CreateVersion7()}}, {{chat.Id}}, 'user', '[{"type":"text","text":"Of ocelots"}]', 'complete', now())
            """,
            TestContext.Current.CancellationToken));

        Assert.Equal([chat.Id], await FindAsync("ocelots"));
    }

    private static bool Same((List<Guid> Ids, bool More) a, (List<Guid> Ids, bool More) b) => a.More == b.More && a.Ids.SequenceEqual(b.Ids);

    private static List<Guid> Ids(ChatHistory history) => [.. history.Chats.Select(chat => chat.Id)];

    private async Task<List<Guid>> FindAsync(string q) => Ids(await ListAsync($"?q={Uri.EscapeDataString(q)}"));

    private async Task<ChatHistory> ListAsync(string query)
    {
        using var response = await host.ClientFor(_user).GetAsync(new Uri($"/api/history{query}", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<ChatHistory>(JsonSerializerOptions.Web, TestContext.Current.CancellationToken))!;
    }
}
