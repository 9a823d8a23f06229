namespace Chatbot.LmStudio;

/// <summary>What to load, and how.</summary>
/// <param name="ModelKey">Of a downloaded model.</param>
/// <param name="Kind">Which namespace loads it.</param>
/// <param name="Identifier">The instance's own identifier, an error where it is in use; null lets LM Studio choose. Not honoured by the REST API.</param>
/// <param name="Ttl">Idle time after which LM Studio unloads it by itself, at least a millisecond; null is never. Not honoured by the REST API.</param>
/// <param name="ContextLength">In tokens; null is the model's default.</param>
public sealed record LoadOptions(string ModelKey, ModelKind Kind = ModelKind.Llm, string? Identifier = null, TimeSpan? Ttl = null, int? ContextLength = null);
