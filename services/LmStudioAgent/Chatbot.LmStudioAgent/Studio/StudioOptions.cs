using Chatbot.LmStudio;

namespace Chatbot.LmStudioAgent.Studio;

/// <summary>Which LM Studio this agent serves.</summary>
internal sealed class StudioOptions
{
    /// <summary><c>LMSTUDIO_BASE_URL</c>; null is LM Studio's usual address, and the simulator while nothing answers there.</summary>
    public string? BaseUrl { get; set; }

    /// <summary>Where LM Studio is looked for when no address is given.</summary>
    public Uri UsualUrl { get; set; } = LmStudioAddress.Usual;

    /// <summary><c>LMSTUDIO_API_KEY</c>.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Where service discovery says the simulator is. Taken as an address, since a WebSocket does not ask service discovery.</summary>
    public string? SimulatorUrl { get; set; }

    /// <summary>Between two looks at the instances.</summary>
    public TimeSpan WatchInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a request stays with an LM Studio from which nothing comes and that does not greet either.</summary>
    public TimeSpan LostAfter { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Between two looks at the downloaded models.</summary>
    public TimeSpan InventoryInterval { get; set; } = TimeSpan.FromSeconds(10);
}
