using System.Diagnostics.CodeAnalysis;
using Chatbot.Chat.Data;

namespace Chatbot.Chat.Conversations;

internal readonly record struct MessageId(Guid Value) : ITypedId<MessageId>
{
    public static MessageId From(Guid value) => new(value);

    public static MessageId Parse(string s, IFormatProvider? provider) => TypedIds.Parse<MessageId>(s);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out MessageId result) => TypedIds.TryParse(s, out result);

    public override string ToString() => Value.ToString();
}
