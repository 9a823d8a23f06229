using System.Diagnostics.CodeAnalysis;
using Chatbot.Chat.Data;

namespace Chatbot.Chat.Archives;

internal readonly record struct ImportId(Guid Value) : ITypedId<ImportId>
{
    public static ImportId From(Guid value) => new(value);

    public static ImportId Parse(string s, IFormatProvider? provider) => TypedIds.Parse<ImportId>(s);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ImportId result) => TypedIds.TryParse(s, out result);

    public override string ToString() => Value.ToString();
}
