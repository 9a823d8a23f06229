using Chatbot.ModelCatalog.Contracts;

namespace Chatbot.Web.Tests.Fakes;

internal static class FakeHosts
{
    /// <summary>Of memory: 1024 to the third.</summary>
    public const long Gigabyte = 1L << 30;

    public static readonly DateTimeOffset Then = new(2026, 11, 23, 14, 5, 0, TimeSpan.Zero);

    /// <summary>Used three minutes ago, whenever it is asked for.</summary>
    public static HostInstance Instance => new(
        "qwen/qwen3-8b", FakeModels.Loaded.Id, "loaded", 8192, 32768, 0, 0, 3300, false, false, 52 * Gigabyte / 10, 41.5, TimeProvider.System.GetUtcNow().AddMinutes(-3));

    public static HostEntry Studio => new("studio", "Studio in the lab", true, Then, "ok", "0.4.25", true, null)
    {
        Enrolled = true,
        Memory = new HostMemory(16 * Gigabyte, 52 * Gigabyte / 10, "surveyed"),
        Hardware = new HostHardware("Ryzen 9", 128 * Gigabyte, [new HostGpu("RTX 4090", 24 * Gigabyte)]),
        Instances = [Instance],
        Loading = new HostLoading(FakeModels.Loading.Id, 0.42, 12, 1),
    };

    public static readonly HostEntry Workstation = new("workstation", "workstation", false, Then, "ok", "0.4.20", false, null) { Enrolled = true };

    public static IReadOnlyList<HostEntry> All => [Studio, Workstation];
}
