using System.ComponentModel.DataAnnotations;

namespace Chatbot.Chat.Tools;

/// <summary>Section <c>Tools</c>.</summary>
internal sealed class ToolsOptions
{
    /// <summary>How often a model is asked within one answer; the last time without tools, so that it says something.</summary>
    [Range(1, 20)]
    public int MaxSteps { get; set; } = 5;

    /// <summary>By a tool's name: whether a person must allow each call of it.</summary>
    public Dictionary<string, bool> NeedsApproval { get; } = [];

    public WeatherOptions Weather { get; } = new();
}

internal sealed class WeatherOptions
{
    /// <summary>An Open-Meteo service, <c>https://api.open-meteo.com/v1/</c>; without one the tool says that it is not configured.</summary>
    public Uri? BaseUrl { get; set; }

    /// <summary>Its service of place names, <c>https://geocoding-api.open-meteo.com/v1/</c>; without one only coordinates can be asked for.</summary>
    public Uri? PlacesUrl { get; set; }

    [Range(1, 60)]
    public double DeadlineSeconds { get; set; } = 10;
}
