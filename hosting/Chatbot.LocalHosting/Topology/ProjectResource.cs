namespace Chatbot.LocalHosting.Topology;

/// <summary>A service of this solution, started from its built assembly.</summary>
public sealed class ProjectResource : Resource, IResourceWithEnvironment, IResourceWithArgs, IResourceWithServiceDiscovery, IResourceWithWaitSupport
{
    internal ProjectResource(string name, IProjectMetadata metadata) : base(name) => Metadata = metadata;

    internal IProjectMetadata Metadata { get; }

    internal string Directory => Path.GetDirectoryName(Metadata.ProjectPath)!;
}
