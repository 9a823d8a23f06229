namespace Chatbot.LocalHosting.Topology;

public static class EndpointBuilderExtensions
{
    public static IResourceBuilder<T> WithEndpoint<T>(
        this IResourceBuilder<T> builder, string endpointName, Action<EndpointAnnotation> callback, bool createIfNotExists = true)
        where T : IResourceWithEndpoints
    {
        var state = builder.State();
        if (createIfNotExists && state.Endpoints.All(endpoint => endpoint.Name != endpointName)) state.Endpoints.Add(new EndpointAnnotation(endpointName, "tcp"));
        callback(state.Endpoint(endpointName));
        return builder;
    }

    public static IResourceBuilder<T> WithHttpEndpoint<T>(
        this IResourceBuilder<T> builder, int? port = null, int? targetPort = null, string? name = null, string? env = null, bool? isProxied = null)
        where T : IResourceWithEndpoints
    {
        builder.State().Endpoints.Add(new EndpointAnnotation(name ?? "http", "http") { Port = port, TargetPort = targetPort, PortVariable = env });
        return builder;
    }

    public static IResourceBuilder<T> WithExternalHttpEndpoints<T>(this IResourceBuilder<T> builder) where T : IResourceWithEndpoints
    {
        foreach (var endpoint in builder.State().Endpoints.Where(endpoint => endpoint.UriScheme is "http" or "https")) endpoint.IsExternal = true;
        return builder;
    }
}
