namespace Chatbot.Chat.Conversations;

internal static class Visibilities
{
    public const string Public = "public";
    public const string Private = "private";

    public static bool IsKnown(string? visibility) => visibility is Public or Private;
}
