namespace Chatbot.LmStudio;

/// <summary>What to load, and how. What is null is LM Studio's choice, by the model's own settings where it has any.</summary>
/// <param name="ModelKey">Of a downloaded model.</param>
/// <param name="Kind">Which namespace loads it.</param>
/// <param name="Identifier">The instance's own identifier, an error where it is in use; null lets LM Studio choose. Not honoured by the REST API.</param>
/// <param name="Ttl">Idle time after which LM Studio unloads it by itself, at least a millisecond; null is never. Not honoured by the REST API.</param>
/// <param name="ContextLength">In tokens; null is the model's default.</param>
public sealed record LoadOptions(string ModelKey, ModelKind Kind = ModelKind.Llm, string? Identifier = null, TimeSpan? Ttl = null, int? ContextLength = null)
{
    /// <summary>
    /// Instead of <see cref="Ttl"/> on an LM Studio that loads just in time only: that one unloads nothing on command, so that
    /// its own idle time is the only end there is. Null is <see cref="Ttl"/> there too.
    /// </summary>
    public TimeSpan? JitTtl { get; init; }

    /// <summary>Requests that the instance takes at once, 1 to 1023. Not honoured by the REST API, nor for embeddings.</summary>
    public int? Parallel { get; init; }

    /// <summary>Not honoured by the REST API.</summary>
    public GpuOptions? Gpu { get; init; }

    /// <summary>Not for embeddings.</summary>
    public bool? FlashAttention { get; init; }

    /// <summary>Tokens of the prompt that are read at once.</summary>
    public int? EvalBatchSize { get; init; }

    /// <summary>Not for embeddings.</summary>
    public bool? OffloadKvCacheToGpu { get; init; }

    /// <summary>Active experts of a mixture; not for embeddings.</summary>
    public int? Experts { get; init; }

    /// <summary>LM Studio says nothing of use to a value out of range, or, over the WebSocket, nothing at all.</summary>
    internal void Check()
    {
        if (ModelKey.Length == 0) throw Refused("A model is needed.");
        if (ContextLength is < 1) throw Refused("A context is at least one token.");
        if (Parallel is < 1 or > 1023) throw Refused("An instance takes 1 to 1023 requests at once.");
        if (EvalBatchSize is < 1) throw Refused("The batch of the prompt is at least one token.");
        if (Experts is < 0) throw Refused("The number of experts is not negative.");
        if (Gpu is { } gpu && gpu.Priority.Concat(gpu.DisabledGpus).Append(gpu.MainGpu ?? 0).Any(number => number < 0)) throw Refused("GPUs are numbered from 0.");
        if (Gpu is { } weighed && weighed.CustomRatio.Any(weight => weight is not (>= 0 and < double.PositiveInfinity))) throw Refused("The weights of GPUs are not negative.");
    }

    private static LmStudioException Refused(string why) => new(LmStudioFailure.Refused, why);
}
