using System.Globalization;
using Chatbot.LmStudioSimulator.Configuration;

namespace Chatbot.LmStudioSimulator.Hosts;

/// <summary>A machine's memory: a load reserves its part from its start, and gives it back when its instance goes.</summary>
internal sealed class HostMemory(StudioOptions options)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, MemoryPart> _taken = [];

    public MemoryPart Used
    {
        get
        {
            lock (_gate) return new MemoryPart(_taken.Values.Sum(part => part.VramBytes), _taken.Values.Sum(part => part.RamBytes));
        }
    }

    /// <summary>Whether the guardrails let it pass.</summary>
    public bool Fits(MemoryEstimate estimate) => Split(estimate).RamBytes <= options.RamBytes - Used.RamBytes;

    /// <summary>Throws what LM Studio's guardrails say where it does not fit.</summary>
    public void Take(string identifier, MemoryEstimate estimate)
    {
        lock (_gate)
        {
            if (!Fits(estimate)) throw Insufficient(estimate);
            _taken[identifier] = Split(estimate);
        }
    }

    public void Free(string identifier)
    {
        lock (_gate) _taken.Remove(identifier);
    }

    /// <summary>What does not fit into the GPU goes into the machine's memory.</summary>
    private MemoryPart Split(MemoryEstimate estimate)
    {
        var vram = Math.Min(estimate.TotalVramBytes, options.VramBytes - Used.VramBytes);
        return new MemoryPart(vram, estimate.TotalBytes - vram);
    }

    private static HostRefusal Insufficient(MemoryEstimate estimate) => new(
        RefusalKind.LoadFailed,
        "Model loading was stopped due to insufficient system resources. Under the current settings, this model requires approximately "
        + string.Create(CultureInfo.InvariantCulture, $"{estimate.TotalBytes / 1e9:0.00} GB of memory. Continuing to load the model would likely overload your system and cause it to freeze. ")
        + "If you believe this is a mistake, you can adjust the model loading guardrails in Settings.");
}
