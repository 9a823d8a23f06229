namespace Chatbot.Chat;

/// <summary>This process among the replicas of the service; a restarted one is another replica.</summary>
internal sealed class ReplicaId
{
    public string Value { get; } = $"{Environment.MachineName.ToLowerInvariant()}-{Guid.CreateVersion7():n}";

    public override string ToString() => Value;
}
