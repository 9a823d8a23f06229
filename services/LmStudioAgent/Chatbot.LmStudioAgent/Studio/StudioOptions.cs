using Chatbot.LmStudio;

namespace Chatbot.LmStudioAgent.Studio;

/// <summary>Which LM Studio this agent serves.</summary>
internal sealed class StudioOptions
{
    /// <summary><c>LMSTUDIO_BASE_URL</c>; null is wherever it is found on this machine, and the simulator while it is not.</summary>
    public string? BaseUrl { get; set; }

    /// <summary>Where LM Studio is looked for when no address is given.</summary>
    public LmStudioDiscoveryOptions Discovery { get; set; } = new();

    /// <summary><c>LMSTUDIO_API_KEY</c>.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Where service discovery says the simulator is. Taken as an address, since a WebSocket does not ask service discovery.</summary>
    public string? SimulatorUrl { get; set; }

    /// <summary>
    /// Between two looks at the instances while LM Studio answers: a look is two small questions on sockets that are open,
    /// and what somebody does in LM Studio's own window is to be on every page within a second.
    /// </summary>
    public TimeSpan LookInterval { get; set; } = TimeSpan.FromMilliseconds(600);

    /// <summary>Between two searches for LM Studio, and between two looks at one that does not answer.</summary>
    public TimeSpan WatchInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a request stays with an LM Studio from which nothing comes and that does not greet either.</summary>
    public TimeSpan LostAfter { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Between two looks at the downloaded models.</summary>
    public TimeSpan InventoryInterval { get; set; } = TimeSpan.FromSeconds(10);
}
