namespace Chatbot.LmStudio;

/// <summary>How a model is spread over several GPUs.</summary>
public enum GpuSplit
{
    Evenly,

    /// <summary>The first of <see cref="GpuOptions.Priority"/> is filled first.</summary>
    PriorityOrder,

    /// <summary>Each layer over all of them.</summary>
    Tensor,

    /// <summary>By the weights in <see cref="GpuOptions.CustomRatio"/>.</summary>
    Custom,
}
