namespace Chatbot.LmStudio;

/// <summary>What a load would take, as LM Studio estimates it.</summary>
/// <param name="TotalBytes">Of all memory, weights and context.</param>
/// <param name="VramBytes">The part of it on GPUs.</param>
/// <param name="Confident">LM Studio trusts its own estimate.</param>
/// <param name="PassesGuardrails">LM Studio's guardrails would let the load through as things are now.</param>
public sealed record MemoryEstimate(long TotalBytes, long VramBytes, bool Confident, bool PassesGuardrails);
