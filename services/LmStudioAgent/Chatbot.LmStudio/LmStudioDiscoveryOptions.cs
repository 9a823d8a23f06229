namespace Chatbot.LmStudio;

/// <summary>Where to look for an LM Studio.</summary>
public sealed record LmStudioDiscoveryOptions
{
    /// <summary>Where it is said to be: then it is looked for nowhere else.</summary>
    public Uri? Configured { get; init; }

    /// <summary>Where its server listens unless told otherwise.</summary>
    public Uri Usual { get; init; } = LmStudioAddress.Usual;

    /// <summary>LM Studio's own folder, with <c>.internal</c> in it; null is where it puts it for this user.</summary>
    public string? Home { get; init; }

    /// <summary>Where its local interface may be, one of which is up whenever LM Studio runs, even with its server switched off.</summary>
    public IReadOnlyList<int> LocalPorts { get; init; } = [41343, 52993, 16141, 39414, 22931];

    /// <summary>For each question to each address; the addresses are asked at once.</summary>
    public TimeSpan ProbeTimeout { get; init; } = TimeSpan.FromSeconds(2);
}
