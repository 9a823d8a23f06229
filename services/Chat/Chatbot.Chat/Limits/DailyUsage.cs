using Chatbot.Chat.Conversations;

namespace Chatbot.Chat.Limits;

/// <summary>What a person has sent in the 24 hours that began with the first message of them.</summary>
internal sealed class DailyUsage
{
    public required PersonId PersonId { get; init; }

    public required DateTimeOffset WindowStartedAt { get; init; }

    public required int Count { get; init; }
}
