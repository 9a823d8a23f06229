namespace Chatbot.LmStudio;

/// <summary>Which GPUs a load uses, and how much of them. GPUs are numbered as LM Studio lists them, from 0. Not honoured by the REST API.</summary>
public sealed record GpuOptions
{
    /// <summary>Null is LM Studio's choice.</summary>
    public GpuOffload? OffloadRatio { get; init; }

    /// <summary>The one that is preferred; the same as a <see cref="Priority"/> of one.</summary>
    public int? MainGpu { get; init; }

    /// <summary>Preferred first; empty is <see cref="MainGpu"/> alone.</summary>
    public IReadOnlyList<int> Priority { get; init; } = [];

    public IReadOnlyList<int> DisabledGpus { get; init; } = [];

    /// <summary>Null is LM Studio's choice, or evenly where another of these is given.</summary>
    public GpuSplit? Split { get; init; }

    /// <summary>One weight for each GPU, with <see cref="GpuSplit.Custom"/>.</summary>
    public IReadOnlyList<double> CustomRatio { get; init; } = [];
}
