using System.Globalization;

namespace Chatbot.LmStudioSimulator.Hosts;

/// <summary>What happens to a load, and how far it comes before.</summary>
internal sealed record LoadEnd(double At, Func<CancellationToken, Task> HappenAsync)
{
    /// <summary>The WebSocket interface passes on what the engine said; of REST's words SIGABRT is all that remains of it.</summary>
    public static HostRefusal OutOfMemory(SimulatedModel model) => new(
        RefusalKind.LoadFailed,
        "Failed to load the model: the engine process was terminated by signal SIGABRT.",
        string.Create(CultureInfo.InvariantCulture, $"ggml_backend_cuda_buffer_type_alloc_buffer: allocating {model.SizeBytes / 1048576.0:0.00} MiB on device 0: cudaMalloc failed: out of memory. CUDA error: out of memory"));

    public static HostRefusal Crash() => new(
        RefusalKind.LoadFailed,
        "The model has crashed without additional information. (Exit code: 18446744072635812000)",
        "Error loading model.");
}
