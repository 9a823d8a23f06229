namespace Chatbot.Chat.Archives;

internal readonly record struct ImportCounts(int Chats, int Messages, int Skipped)
{
    public ImportCounts Brought(int messages) => this with { Chats = Chats + 1, Messages = Messages + messages };

    public ImportCounts Passed() => this with { Skipped = Skipped + 1 };
}
