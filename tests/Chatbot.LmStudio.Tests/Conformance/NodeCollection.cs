namespace Chatbot.LmStudio.Tests.Conformance;

/// <summary>One Node.js at a time, and nothing else beside it: it takes a whole processor while it starts.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class NodeCollection
{
    public const string Name = "Node";
}
