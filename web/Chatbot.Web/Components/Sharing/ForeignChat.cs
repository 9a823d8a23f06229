using Chatbot.Chat.Contracts;

namespace Chatbot.Web.Components.Sharing;

/// <param name="Detail">Null where the reader may not see it; one that is private and one that was never there are the same.</param>
public sealed record ForeignChat(ChatDetail? Detail)
{
    public static ForeignChat Hidden { get; } = new((ChatDetail?)null);
}
