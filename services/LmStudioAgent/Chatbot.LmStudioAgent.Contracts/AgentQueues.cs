namespace Chatbot.LmStudioAgent.Contracts;

public static class AgentQueues
{
    /// <summary>The queue, and the exchange of the same name, that an agent takes its commands from.</summary>
    public static string For(string hostId) => $"agent-{hostId}";
}
