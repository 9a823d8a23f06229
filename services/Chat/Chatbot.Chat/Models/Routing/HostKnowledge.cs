namespace Chatbot.Chat.Models.Routing;

/// <summary>What this replica knows of a model on the hosts.</summary>
internal enum HostKnowledge
{
    /// <summary>No host has reported.</summary>
    NoHost,

    /// <summary>Some host has not told its models yet.</summary>
    Unknown,
    Has,
    HasNot,
}
