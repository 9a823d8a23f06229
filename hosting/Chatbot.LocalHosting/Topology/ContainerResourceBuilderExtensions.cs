namespace Chatbot.LocalHosting.Topology;

public static class ContainerResourceBuilderExtensions
{
    /// <summary>A container of what is published; this engine starts none.</summary>
    public static IResourceBuilder<ContainerResource> AddContainer(this IDistributedApplicationBuilder builder, string name, string image, string tag) =>
        builder.Add(new ContainerResource(name, $"{image}:{tag}"));

    public static IResourceBuilder<T> WithVolume<T>(this IResourceBuilder<T> builder, string? name, string target, bool isReadOnly = false) where T : ContainerResource
    {
        builder.Resource.Volumes.Add(new(name ?? builder.Resource.Name, target));
        return builder;
    }
}
