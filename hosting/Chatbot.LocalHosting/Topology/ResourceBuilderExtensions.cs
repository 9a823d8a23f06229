namespace Chatbot.LocalHosting.Topology;

public static class ResourceBuilderExtensions
{
    public static EndpointReference GetEndpoint<T>(this IResourceBuilder<T> builder, string name) where T : IResourceWithEndpoints =>
        new(builder.State(), name);

    /// <summary>Gives the connection string of <paramref name="source"/> as <c>ConnectionStrings__name</c>.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithConnectionString> source, string? connectionName = null, bool optional = false)
        where TDestination : IResourceWithEnvironment
    {
        var resource = source.Resource;
        return builder.With(new SingleVariable($"ConnectionStrings__{connectionName ?? resource.Name}", resource, ((IManifestExpressionProvider)resource).ValueExpression));
    }

    /// <summary>Gives the addresses of <paramref name="source"/> as <c>services__name__http__0</c>.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source)
        where TDestination : IResourceWithEnvironment => builder.With(new ServiceReference(source.State()));

    /// <summary>Starts only when <paramref name="dependency"/> is healthy.</summary>
    public static IResourceBuilder<T> WaitFor<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency) where T : IResourceWithWaitSupport
    {
        builder.State().WaitsFor.Add(dependency.State());
        return builder;
    }

    /// <summary>Healthy is what answers 200 at <paramref name="path"/>, of its first endpoint unless another is named.</summary>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(
        this IResourceBuilder<T> builder, string? path = null, int? statusCode = null, string? endpointName = null)
        where T : IResourceWithEndpoints
    {
        var state = builder.State();
        state.HealthPath = path ?? "/";
        state.HealthEndpoint = endpointName;
        return builder;
    }

    public static IResourceBuilder<T> ExcludeFromManifest<T>(this IResourceBuilder<T> builder) where T : IResource
    {
        builder.State().InManifest = false;
        return builder;
    }

    public static IResourceBuilder<T> WithArgs<T>(this IResourceBuilder<T> builder, params string[] args) where T : IResourceWithArgs
    {
        builder.State().Arguments.AddRange(args);
        return builder;
    }

    internal static IResourceBuilder<T> With<T>(this IResourceBuilder<T> builder, EnvironmentEntry entry) where T : IResource
    {
        builder.State().Environment.Add(entry);
        return builder;
    }
}
