namespace Chatbot.LocalHosting.Topology;

internal sealed class ResourceBuilder<T>(IDistributedApplicationBuilder application, T resource) : IResourceBuilder<T> where T : IResource
{
    public IDistributedApplicationBuilder ApplicationBuilder => application;

    public T Resource => resource;
}

internal static class ResourceBuilderInternals
{
    /// <summary>Puts a resource into the topology.</summary>
    public static IResourceBuilder<T> Add<T>(this IDistributedApplicationBuilder builder, T resource) where T : Resource
    {
        var resources = ((DistributedApplicationBuilder)builder).Resources;
        if (resources.Any(other => other.Name == resource.Name))
            throw new InvalidOperationException($"Two resources are named '{resource.Name}'.");
        resources.Add(resource);
        return new ResourceBuilder<T>(builder, resource);
    }

    /// <summary>What the engine keeps about a resource; every resource is one of ours.</summary>
    public static Resource State<T>(this IResourceBuilder<T> builder) where T : IResource => (Resource)(IResource)builder.Resource;
}
