namespace Chatbot.LmStudioSimulator.Hosts;

/// <summary>Something that became different on a host.</summary>
/// <param name="What">One of the names below.</param>
/// <param name="Identifier">The instance's.</param>
internal sealed record HostChange(DateTimeOffset At, string What, string Identifier)
{
    public const string LoadStarted = "load-started";
    public const string Loaded = "loaded";
    public const string Unloaded = "unloaded";
}
