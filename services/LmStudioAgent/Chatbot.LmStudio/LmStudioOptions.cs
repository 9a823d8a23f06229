namespace Chatbot.LmStudio;

/// <summary>Where one LM Studio is, and how long to wait for it.</summary>
public sealed record LmStudioOptions
{
    /// <summary>Base address without <c>/v1</c>, ending in a slash; see <see cref="LmStudioAddress.TryParse"/>.</summary>
    public required Uri BaseUrl { get; init; }

    /// <summary>An API token, <c>sk-lm-ID:KEY</c>; null where LM Studio asks for none.</summary>
    public string? ApiToken { get; init; }

    /// <summary>For the greeting, which a living LM Studio answers at once.</summary>
    public TimeSpan GreetingTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>For one call of the WebSocket protocol or the REST API, loads excepted.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A load may take as long as it likes, but not go without a sign of progress for longer than this.</summary>
    public TimeSpan LoadSilenceTimeout { get; init; } = TimeSpan.FromMinutes(5);
}
