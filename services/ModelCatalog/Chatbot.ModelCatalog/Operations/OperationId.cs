using System.Diagnostics.CodeAnalysis;

namespace Chatbot.ModelCatalog.Operations;

internal readonly record struct OperationId(Guid Value) : IParsable<OperationId>
{
    public static OperationId New() => new(Guid.CreateVersion7());

    public static OperationId Parse(string s, IFormatProvider? provider) => new(Guid.Parse(s, provider));

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out OperationId result)
    {
        var parsed = Guid.TryParse(s, provider, out var value);
        result = new OperationId(value);
        return parsed;
    }

    public override string ToString() => Value.ToString();
}
