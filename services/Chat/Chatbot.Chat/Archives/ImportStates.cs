namespace Chatbot.Chat.Archives;

internal static class ImportStates
{
    public const string Running = "running";
    public const string Succeeded = "succeeded";
    public const string Failed = "failed";
}
