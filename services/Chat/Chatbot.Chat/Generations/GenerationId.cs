using System.Diagnostics.CodeAnalysis;
using Chatbot.Chat.Data;

namespace Chatbot.Chat.Generations;

internal readonly record struct GenerationId(Guid Value) : ITypedId<GenerationId>
{
    public static GenerationId From(Guid value) => new(value);

    public static GenerationId Parse(string s, IFormatProvider? provider) => TypedIds.Parse<GenerationId>(s);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out GenerationId result) => TypedIds.TryParse(s, out result);

    public override string ToString() => Value.ToString();
}
