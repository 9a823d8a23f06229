using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Chatbot.Chat.Data;

internal static class TypedIds
{
    public static bool TryParse<TId>([NotNullWhen(true)] string? text, out TId id) where TId : struct, ITypedId<TId>
    {
        var parsed = Guid.TryParseExact(text, "D", out var value);
        id = TId.From(value);
        return parsed;
    }

    // An expression tree may not call a static interface member itself.
    public static TId From<TId>(Guid value) where TId : struct, ITypedId<TId> => TId.From(value);

    public static TId Parse<TId>(string text) where TId : struct, ITypedId<TId> =>
        TryParse<TId>(text, out var id) ? id : throw new FormatException($"'{text}' is not a UUID.");
}

internal sealed class TypedIdConverter<TId>() : ValueConverter<TId, Guid>(id => id.Value, value => TypedIds.From<TId>(value))
    where TId : struct, ITypedId<TId>;
