using Chatbot.ModelCatalog.Contracts;

namespace Chatbot.Web.Tests.Fakes;

internal static class FakeHosts
{
    public static readonly DateTimeOffset Then = new(2026, 11, 23, 14, 5, 0, TimeSpan.Zero);

    /// <summary>Used three minutes ago, whenever it is asked for.</summary>
    public static HostInstance Instance => new(
        "qwen/qwen3-8b", FakeModels.Loaded.Id, "loaded", 8192, 32768, 0, 0, 3300, false, false, 5_200_000_000, 41.5, TimeProvider.System.GetUtcNow().AddMinutes(-3));

    public static HostEntry Studio => new("studio", "Studio in the lab", true, Then, "ok", "0.4.25", true, null)
    {
        Enrolled = true,
        Memory = new HostMemory(16_000_000_000, 5_200_000_000, "surveyed"),
        Hardware = new HostHardware("Ryzen 9", 64_000_000_000, [new HostGpu("RTX 4090", 24_000_000_000)]),
        Instances = [Instance],
        Loading = new HostLoading(FakeModels.Loading.Id, 0.42, 12, 1),
    };

    public static readonly HostEntry Workstation = new("workstation", "workstation", false, Then, "ok", "0.4.20", false, null) { Enrolled = true };

    public static IReadOnlyList<HostEntry> All => [Studio, Workstation];
}
