namespace Chatbot.LocalHosting.Topology;

/// <summary>A resource that clients reach by a connection string: <c>ConnectionStrings__name</c> in their environment.</summary>
public interface IResourceWithConnectionString : IResource, IValueProvider, IManifestExpressionProvider
{
    ReferenceExpression ConnectionStringExpression { get; }

    string IManifestExpressionProvider.ValueExpression => $"{{{Name}.connectionString}}";

    ValueTask<string?> IValueProvider.GetValueAsync(CancellationToken cancellationToken) => ConnectionStringExpression.GetValueAsync(cancellationToken);
}
