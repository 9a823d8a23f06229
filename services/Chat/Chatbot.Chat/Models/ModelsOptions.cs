using System.ComponentModel.DataAnnotations;

namespace Chatbot.Chat.Models;

/// <summary>Section <c>Models</c>: the providers beside LM Studio, the ids that they answer under, and how models are asked.</summary>
internal sealed class ModelsOptions
{
    /// <summary>OpenAI-compatible providers by name; one without a key is as if it were not there.</summary>
    public Dictionary<string, ProviderOptions> Providers { get; } = [];

    /// <summary>Cloud models by the id that people choose.</summary>
    public Dictionary<string, CloudModelOptions> Cloud { get; } = [];

    /// <summary>Cloud models for work beside chatting, such as <c>title-model</c>; nobody can choose them.</summary>
    public Dictionary<string, CloudModelOptions> Roles { get; } = [];

    /// <summary>The key that <c>lmstudio-chat</c> means when nothing is loaded and the person has used no local model yet.</summary>
    public string? DefaultLocalModel { get; set; }

    public string SystemPrompt { get; set; } = "";

    /// <summary>Silence of a model after which it counts as gone; a slow prompt is not.</summary>
    [Range(1, 86_400)]
    public double IdleSeconds { get; set; } = 600;

    /// <summary>How long the first report of a host is waited for after a start.</summary>
    [Range(0, 60)]
    public double FirstReportSeconds { get; set; } = 10;
}

internal sealed class ProviderOptions
{
    /// <summary>The part before <c>/chat/completions</c>.</summary>
    public Uri? BaseUrl { get; set; }

    public string? ApiKey { get; set; }
}

internal sealed class CloudModelOptions
{
    /// <summary>A name in <see cref="ModelsOptions.Providers"/>.</summary>
    public string Provider { get; set; } = "";

    /// <summary>The provider's own name of the model.</summary>
    public string Model { get; set; } = "";

    /// <summary>It can call tools.</summary>
    public bool Tools { get; set; }

    /// <summary>It can look at images.</summary>
    public bool Vision { get; set; }
}
