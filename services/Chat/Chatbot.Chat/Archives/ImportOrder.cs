using Chatbot.Chat.Conversations;

namespace Chatbot.Chat.Archives;

/// <param name="Archive">On disk, at its beginning; who takes the order disposes it.</param>
internal sealed record ImportOrder(ImportId Id, PersonId Person, Stream Archive);
