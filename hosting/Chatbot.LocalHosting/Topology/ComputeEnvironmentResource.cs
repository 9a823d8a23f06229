namespace Chatbot.LocalHosting.Topology;

/// <summary>Docker Compose as the place to publish to, which only Aspire does.</summary>
public sealed class DockerComposeEnvironmentResource : Resource
{
    internal DockerComposeEnvironmentResource(string name) : base(name) => InManifest = false;
}

/// <summary>Kubernetes as the place to publish to, which only Aspire does.</summary>
public sealed class KubernetesEnvironmentResource : Resource
{
    internal KubernetesEnvironmentResource(string name) : base(name) => InManifest = false;
}
