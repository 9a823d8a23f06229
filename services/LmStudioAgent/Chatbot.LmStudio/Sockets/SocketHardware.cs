using System.Text.Json;

namespace Chatbot.LmStudio.Sockets;

/// <summary>
/// Reads a survey. Each engine sees the machine by itself:
/// <c>{"engines":[{"hardwareSurvey":{"cpuSurveyResult":{"cpuInfo":{"name"}},"gpuSurveyResult":{"gpuInfo":[{"name","deviceId","integrationType","totalMemoryCapacityBytes","dedicatedMemoryCapacityBytes"}]}},"memoryInfo":{"ramCapacity"}}]}</c>.
/// </summary>
internal static class SocketHardware
{
    public static HardwareSurvey? Of(JsonElement? survey)
    {
        if (survey is not { } given) return null;
        var engines = given.Items("engines").ToArray();
        if (engines.Length == 0) return null;
        return new HardwareSurvey(
            engines.Select(engine => engine.Field("hardwareSurvey")?.Field("cpuSurveyResult")?.Field("cpuInfo")?.Text("name")).FirstOrDefault(name => !string.IsNullOrWhiteSpace(name)),
            engines.Select(engine => Capacity(engine.Field("memoryInfo")?.Long("ramCapacity"))).Max(),
            // The same GPU is seen by several engines: the one that sees most of them is believed.
            engines.Select(Gpus).MaxBy(gpus => gpus.Length) ?? []);
    }

    private static Gpu[] Gpus(JsonElement engine) =>
    [
        .. (engine.Field("hardwareSurvey")?.Field("gpuSurveyResult") ?? default).Items("gpuInfo")
            .Select(gpu => new Gpu(gpu.Text("name") ?? "GPU", MemoryOf(gpu))),
    ];

    // An integrated GPU has next to no memory of its own.
    private static long? MemoryOf(JsonElement gpu)
    {
        var (total, dedicated) = (Capacity(gpu.Long("totalMemoryCapacityBytes")), Capacity(gpu.Long("dedicatedMemoryCapacityBytes")));
        return gpu.Text("integrationType") == "integrated" ? total ?? dedicated : dedicated ?? total;
    }

    private static long? Capacity(long? bytes) => bytes > 0 ? bytes : null;
}
