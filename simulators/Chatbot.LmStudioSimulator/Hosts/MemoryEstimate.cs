namespace Chatbot.LmStudioSimulator.Hosts;

/// <summary>What a load takes, before what does not fit into the GPU spills into the machine's memory.</summary>
internal sealed record MemoryEstimate(long ModelBytes, long ContextBytes, long ModelVramBytes, long ContextVramBytes)
{
    public long TotalBytes => ModelBytes + ContextBytes;

    public long TotalVramBytes => ModelVramBytes + ContextVramBytes;

    public static MemoryEstimate Of(SimulatedModel model, LoadSettings settings)
    {
        var share = settings.Gpu ?? new GpuShare();
        var context = settings.ContextFor(model) * model.ContextBytesPerToken;
        return new MemoryEstimate(model.SizeBytes, context, (long)(model.SizeBytes * share.Ratio), share.Context ? context : 0);
    }
}
