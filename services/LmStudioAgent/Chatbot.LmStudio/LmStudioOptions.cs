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

    /// <summary>For a survey of the hardware: LM Studio starts its engines for it.</summary>
    public TimeSpan SurveyTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a download may go without a byte.</summary>
    public TimeSpan DownloadSilenceTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Between two looks at a download over the REST API.</summary>
    public TimeSpan DownloadPollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long an answer may go without a sign: a long prompt is read before the first one, and a model may have to be loaded.</summary>
    public TimeSpan AnswerSilenceTimeout { get; init; } = TimeSpan.FromMinutes(10);
}
