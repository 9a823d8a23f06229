using System.Diagnostics.CodeAnalysis;
using Chatbot.Chat.Data;

namespace Chatbot.Chat.Conversations;

internal readonly record struct PersonId(Guid Value) : ITypedId<PersonId>
{
    public static PersonId From(Guid value) => new(value);

    public static PersonId Parse(string s, IFormatProvider? provider) => TypedIds.Parse<PersonId>(s);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out PersonId result) => TypedIds.TryParse(s, out result);

    public override string ToString() => Value.ToString();
}
