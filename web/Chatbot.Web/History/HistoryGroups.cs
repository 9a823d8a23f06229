using Chatbot.Chat.Contracts;

namespace Chatbot.Web.History;

/// <summary>Chats by when they were started, as a person says it.</summary>
internal static class HistoryGroups
{
    /// <param name="chats">Newest first.</param>
    /// <param name="now">In the person's time zone: a day begins at their midnight.</param>
    public static IReadOnlyList<HistoryGroup> By(IEnumerable<ChatSummary> chats, DateTimeOffset now) =>
        [.. chats.GroupBy(chat => Name(chat.CreatedAt.ToOffset(now.Offset).Date, now.Date)).Select(group => new HistoryGroup(group.Key, [.. group]))];

    private static string Name(DateTime day, DateTime today) => (today - day).Days switch
    {
        <= 0 => SidebarTexts.Today,
        1 => SidebarTexts.Yesterday,
        <= 7 => SidebarTexts.LastSevenDays,
        <= 30 => SidebarTexts.LastThirtyDays,
        _ => SidebarTexts.Older,
    };
}

public sealed record HistoryGroup(string Name, IReadOnlyList<ChatSummary> Chats);
