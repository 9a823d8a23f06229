namespace Chatbot.LocalHosting.Topology;

/// <summary>A part of the topology, named as services and people know it.</summary>
public interface IResource
{
    string Name { get; }
}
