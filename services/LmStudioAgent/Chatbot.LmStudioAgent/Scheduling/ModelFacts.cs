using Chatbot.LmStudio;

namespace Chatbot.LmStudioAgent.Scheduling;

/// <summary>What the rules need to know of a downloaded model.</summary>
/// <param name="SizeBytes">On disk; null when unknown.</param>
internal sealed record ModelFacts(ModelKind Kind, long? SizeBytes);

/// <summary>What a load would take depends on these.</summary>
internal sealed record EstimateKey(string ModelKey, int? ContextLength)
{
    public override string ToString() => ContextLength is { } length ? $"{ModelKey} {length}" : ModelKey;
}

/// <param name="Confident">LM Studio's own figure; else guessed from the size of the file.</param>
internal sealed record Estimate(long Bytes, bool Confident);
