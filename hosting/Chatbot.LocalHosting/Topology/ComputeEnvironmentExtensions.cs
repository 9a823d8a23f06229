namespace Chatbot.LocalHosting.Topology;

public static class ComputeEnvironmentExtensions
{
    public static IResourceBuilder<DockerComposeEnvironmentResource> AddDockerComposeEnvironment(this IDistributedApplicationBuilder builder, string name) =>
        builder.Add(new DockerComposeEnvironmentResource(name));

    public static IResourceBuilder<KubernetesEnvironmentResource> AddKubernetesEnvironment(this IDistributedApplicationBuilder builder, string name) =>
        builder.Add(new KubernetesEnvironmentResource(name));
}
