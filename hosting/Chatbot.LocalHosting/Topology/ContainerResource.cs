namespace Chatbot.LocalHosting.Topology;

/// <summary>A container in published output; this engine starts none.</summary>
public class ContainerResource : Resource, IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport
{
    internal ContainerResource(string name, string image) : base(name) => Image = image;

    internal string Image { get; }

    internal List<Volume> Volumes { get; } = [];

    /// <summary>Whether published output carries the connection string of the server inside.</summary>
    internal virtual ReferenceExpression? ConnectionString => null;

    internal sealed record Volume(string Name, string Target);
}
