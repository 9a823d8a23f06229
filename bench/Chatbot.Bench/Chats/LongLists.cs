using Chatbot.Bench.Measuring;
using Chatbot.Bench.Running;

namespace Chatbot.Bench.Chats;

/// <summary>A person's list of chats, its pages from anywhere in it, its search, and a long chat's pages, all through the web, one request at a time.</summary>
internal static class LongLists
{
    private const int Rounds = 300;
    private const int WarmUps = 20;
    private const int Least = 20;
    private static readonly Bar ListBar = new(95, 25);
    private static readonly Bar ChatBar = new(95, 100);

    public static async Task<IReadOnlyList<ResultRow>> MeasureAsync(BenchSystem system, Budget budget)
    {
        var person = await system.NewPersonAsync(budget.Cut);
        await using var seeded = await SeededChats.WriteAsync(system, await person.IdAsync(budget.Cut), budget.Cut);
        var (chats, messages) = await seeded.SomeAsync(Rounds, budget.Cut);
        var found = SeededChats.Rare;
        List<Kind> kinds =
        [
            new("Newest 20 of 50,000 chats, a million in all", _ => "/api/history?limit=20", "chats", 20, ListBar),
            new("20 chats from anywhere in the list, towards older ones", number => $"/api/history?limit=20&ending_before={chats[number]}", "chats", null, ListBar),
            new("20 chats from anywhere in the list, towards newer ones", number => $"/api/history?limit=20&starting_after={chats[number]}", "chats", null, ListBar),
            new("100 chats from anywhere in the list", number => $"/api/history?limit=100&ending_before={chats[number]}", "chats", null, ListBar),
            new($"Search for what {found} titles have", _ => $"/api/history?limit=100&q={SeededChats.RareInTitle}", "chats", found, null),
            new($"Search for what {found} chats' texts have", _ => $"/api/history?limit=100&q={SeededChats.RareInText}", "chats", found, null),
            new("Search for what every chat's text has, the newest 20", _ => $"/api/history?limit=20&q={SeededChats.InEveryText}", "chats", 20, null),
            new("Newest 50 of a chat of 2,000 messages", _ => $"/api/chat/{seeded.Long}?limit=50", "messages", 50, ChatBar),
            new("50 messages from anywhere in it", number => $"/api/chat/{seeded.Long}?limit=50&before={messages[number]}", "messages", null, ChatBar),
        ];
        foreach (var kind in kinds)
        {
            var page = await person.ReadAsync(kind.Path(0), budget.Cut);
            if (kind.Expected is { } expected && page.GetProperty(kind.Of).GetArrayLength() is var seen && seen != expected) kind.Wrong = $"{seen} found instead of {expected}";
        }

        // All kinds in each round: whatever the machine does besides meets all of them.
        for (var round = -WarmUps; round < Rounds && (round < Least || !budget.IsOver); round++)
        {
            foreach (var kind in kinds.Where(kind => kind.Wrong is null))
            {
                var took = await person.GetAsync(kind.Path(Math.Max(0, round)), budget.Cut);
                if (round >= 0) kind.Samples.Add(took);
            }
        }

        return [.. kinds.Select(kind => kind.Wrong is { } wrong ? ResultRow.Failed(kind.What, wrong) : ResultRow.Of(kind.What, kind.Samples, Rounds, kind.Bar))];
    }

    /// <param name="Of">The field that has the list.</param>
    /// <param name="Expected">So long it must be; null where it depends on where it begins.</param>
    private sealed record Kind(string What, Func<int, string> Path, string Of, int? Expected, Bar? Bar)
    {
        public Samples Samples { get; } = new();

        public string? Wrong { get; set; }
    }
}
