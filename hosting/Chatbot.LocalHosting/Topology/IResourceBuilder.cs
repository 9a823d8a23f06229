namespace Chatbot.LocalHosting.Topology;

/// <summary>Where the topology adds to a resource. Covariant, so that a started server and a given one are of one kind.</summary>
public interface IResourceBuilder<out T> where T : IResource
{
    IDistributedApplicationBuilder ApplicationBuilder { get; }

    T Resource { get; }
}
