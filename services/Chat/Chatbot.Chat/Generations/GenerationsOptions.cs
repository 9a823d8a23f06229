using System.ComponentModel.DataAnnotations;

namespace Chatbot.Chat.Generations;

/// <summary>Section <c>Generations</c>.</summary>
internal sealed class GenerationsOptions
{
    /// <summary>Seconds between two signs of life of a replica.</summary>
    [Range(0.1, 5)]
    public double HeartbeatSeconds { get; set; } = 3;

    /// <summary>Seconds without a sign of life after which a replica counts as gone.</summary>
    [Range(0.5, 300)]
    public double LostAfterSeconds { get; set; } = 10;

    /// <summary>Seconds that running answers get to finish when the service is told to stop.</summary>
    [Range(0, 120)]
    public double DrainSeconds { get; set; } = 20;
}
