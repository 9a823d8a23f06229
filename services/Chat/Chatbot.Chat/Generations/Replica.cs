namespace Chatbot.Chat.Generations;

/// <summary>A replica's sign of life, by the database's clock.</summary>
internal sealed class Replica
{
    public required string Id { get; init; }

    public required DateTimeOffset SeenAt { get; init; }
}
