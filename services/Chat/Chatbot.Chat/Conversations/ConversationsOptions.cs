using System.ComponentModel.DataAnnotations;

namespace Chatbot.Chat.Conversations;

/// <summary>Section <c>Conversations</c>.</summary>
internal sealed class ConversationsOptions
{
    /// <summary>Minutes in which a deleted chat can be restored; after that it is removed for good.</summary>
    [Range(0.01, 60 * 24 * 90)]
    public double RestoreMinutes { get; set; } = 10;

    /// <summary>Seconds between two looks for what is to be removed.</summary>
    [Range(0.1, 3600)]
    public double SweepSeconds { get; set; } = 60;

    public TimeSpan TimeToRestore => TimeSpan.FromMinutes(RestoreMinutes);
}
