using System.Runtime.CompilerServices;
using System.Text;

namespace Chatbot.LocalHosting.Topology;

/// <summary>Text with values in it that are known later.</summary>
public sealed class ReferenceExpression : IValueProvider, IManifestExpressionProvider
{
    private readonly IReadOnlyList<object> _pieces;

    private ReferenceExpression(IReadOnlyList<object> pieces) => _pieces = pieces;

    public string ValueExpression => string.Concat(_pieces.Select(piece => piece is IManifestExpressionProvider value ? value.ValueExpression : piece));

    public static ReferenceExpression Create(in ExpressionInterpolatedStringHandler handler) => new([.. handler.Pieces]);

    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default)
    {
        var text = new StringBuilder();
        foreach (var piece in _pieces) text.Append(piece is IValueProvider value ? await value.GetValueAsync(cancellationToken) : piece);
        return text.ToString();
    }

    internal static ReferenceExpression Of(params IReadOnlyList<object> pieces) => new(pieces);

    /// <summary>Takes literal text, and values that can be both resolved and written into a manifest.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct ExpressionInterpolatedStringHandler(int literalLength, int formattedCount)
    {
        internal List<object> Pieces { get; } = new(formattedCount + (literalLength > 0 ? 1 : 0));

        public readonly void AppendLiteral(string value) => Pieces.Add(value);

        public readonly void AppendFormatted(string? value) => Pieces.Add(value ?? "");

        public readonly void AppendFormatted<T>(T valueProvider) where T : IValueProvider, IManifestExpressionProvider => Pieces.Add(valueProvider);

        public readonly void AppendFormatted<T>(IResourceBuilder<T> valueProvider) where T : IResource, IValueProvider, IManifestExpressionProvider =>
            Pieces.Add(valueProvider.Resource);
    }
}
