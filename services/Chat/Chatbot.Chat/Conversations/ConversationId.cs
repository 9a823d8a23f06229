using System.Diagnostics.CodeAnalysis;
using Chatbot.Chat.Data;

namespace Chatbot.Chat.Conversations;

internal readonly record struct ConversationId(Guid Value) : ITypedId<ConversationId>
{
    public static ConversationId From(Guid value) => new(value);

    public static ConversationId Parse(string s, IFormatProvider? provider) => TypedIds.Parse<ConversationId>(s);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ConversationId result) => TypedIds.TryParse(s, out result);

    public override string ToString() => Value.ToString();
}
