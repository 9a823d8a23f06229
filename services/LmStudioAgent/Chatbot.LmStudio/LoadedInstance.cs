namespace Chatbot.LmStudio;

/// <summary>A model in memory. One model may have several instances.</summary>
/// <param name="Id">LM Studio's identifier of the instance: the model's key, <c>key:2</c>, or one that was asked for.</param>
/// <param name="ContextLength">Granted, in tokens; it may differ from what was asked for. Null when unknown.</param>
/// <param name="Ttl">LM Studio's own idle time to live; null when it has none or does not say.</param>
/// <param name="LastUsedAt">Null when it was not used or LM Studio does not say.</param>
public sealed record LoadedInstance(
    string Id,
    string ModelKey,
    ModelKind Kind,
    int? ContextLength,
    TimeSpan? Ttl,
    DateTimeOffset? LastUsedAt)
{
    /// <summary>Requests that it takes at once; null when LM Studio does not say.</summary>
    public int? Parallel { get; init; }
}
