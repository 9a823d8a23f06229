namespace Chatbot.Chat.Archives;

/// <summary>Times of an archive that can be: none of the future, none before there were chats.</summary>
internal static class ImportedTime
{
    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset Of(DateTimeOffset given, DateTimeOffset otherwise, DateTimeOffset now) =>
        given >= Earliest && given <= now ? given.ToUniversalTime() : otherwise;

    /// <param name="seconds">Since 1970.</param>
    public static DateTimeOffset Of(double? seconds, DateTimeOffset otherwise, DateTimeOffset now) =>
        seconds is { } given && given > 0 && given < now.ToUnixTimeSeconds() ? Of(DateTimeOffset.UnixEpoch.AddSeconds(given), otherwise, now) : otherwise;
}
