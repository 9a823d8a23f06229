namespace Chatbot.AppHost;

/// <summary>One LM Studio as the settings name it; without a name it is the only one, and its agent is named after the machine.</summary>
/// <param name="BaseUrl">Null where the agent finds it, or where it is simulated.</param>
internal sealed record LmStudioHost(string? Name, string? BaseUrl = null, string? ApiKey = null, string? MemoryBudgetBytes = null)
{
    /// <summary>Which of the simulated ones it is, from 1; 0 is a real one.</summary>
    public int Simulated { get; init; }
}
