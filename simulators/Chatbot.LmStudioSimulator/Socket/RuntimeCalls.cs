using Chatbot.LmStudioSimulator.Hosts;

namespace Chatbot.LmStudioSimulator.Socket;

/// <summary>Namespace <c>runtime</c>: what the machine is made of. Capacities, not what is free.</summary>
internal static class RuntimeCalls
{
    public static void Add(SocketNamespace runtime, SimulatedHost host)
    {
        if (host.Features.Hardware) runtime.Rpcs["surveyHardware"] = (_, _) => SocketNamespace.Done(new { status = "ok", engines = new[] { Engine(host) } });
    }

    private static object Engine(SimulatedHost host)
    {
        var options = host.Options;
        return new
        {
            name = options.VramBytes > 0 ? "llama.cpp-linux-x86_64-nvidia-cuda12-avx2" : "llama.cpp-linux-x86_64-avx2",
            version = "1.50.2",
            engine = "llama.cpp",
            platform = "linux",
            compatibility = new { status = "compatible" },
            supportedModelFormatNames = new[] { "GGUF" },
            hardwareSurvey = new { gpuSurveyResult = Gpus(host), cpuSurveyResult = Cpu },
            memoryInfo = new { ramCapacity = options.RamBytes, vramCapacity = options.VramBytes, totalMemory = options.RamBytes + options.VramBytes },
        };
    }

    private static object Cpu { get; } = new
    {
        result = new { code = "success", message = "" },
        cpuInfo = new { name = "Simulated CPU", architecture = "x86_64", supportedInstructionSetExtensions = new[] { "AVX", "AVX2" } },
    };

    private static object Gpus(SimulatedHost host) => new
    {
        result = new { code = host.Options.VramBytes > 0 ? "success" : "noDevicesFound", message = "" },
        gpuInfo = Enumerable.Range(0, host.Options.VramBytes > 0 ? 1 : 0).Select(index => new
        {
            name = host.Options.GpuName,
            deviceId = index,
            totalMemoryCapacityBytes = host.Options.VramBytes,
            dedicatedMemoryCapacityBytes = host.Options.VramBytes,
            integrationType = "discrete",
            detectionPlatform = "CUDA",
            detectionPlatformVersion = "12.8",
            otherInfo = new Dictionary<string, string>(),
        }),
    };
}
