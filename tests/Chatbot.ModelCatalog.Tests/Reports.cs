using Chatbot.LmStudioAgent.Contracts;
using Chatbot.Testing;

namespace Chatbot.ModelCatalog.Tests;

/// <summary>What agents say.</summary>
internal static class Reports
{
    public const string Small = "qwen/qwen3-4b";
    public const string SmallId = $"lmstudio:{Small}";

    public static readonly DateTimeOffset Started = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    public static HostReported Host(string id = "studio", long number = 1, DateTimeOffset? startedAt = null, string health = LmStudioHealth.Ok) => new(
        id,
        $"The {id}",
        startedAt ?? Started,
        number,
        Started,
        new Uri("http://127.0.0.1:1"), // Nobody answers there: presence by HTTP is out of the picture.
        new LmStudioReport(health, "0.4.25", true, null),
        [],
        null,
        "hash-1");

    public static HostInventoryReported Inventory(string id = "studio", long number = 1, params string[] keys) => new(
        id,
        Started,
        number,
        "hash-1",
        true,
        [.. (keys.Length == 0 ? [Small] : keys).Select(key => new ModelReport(key, key.Split('/')[^1], "llm", "qwen", "qwen3", "Q4_K_M", "4B", 2_497_280_640, 32_768, false, true, false))]);

    public static InstanceReport Instance(string key = Small) => new(key, key, InstanceStates.Loaded, 8_192, 300, false, false, 0, 0);

    /// <summary>One host, <c>studio</c>, with one small model, known to the catalog.</summary>
    public static async Task PublishStudioAsync(this CatalogApplication catalog)
    {
        await catalog.Bus.Bus.Publish(Host());
        await catalog.Bus.Bus.Publish(Inventory());
        var fleet = catalog.Services.GetService(typeof(Hosts.Fleet)) as Hosts.Fleet;
        await Eventually.TrueAsync(() => fleet!.Hosts.TryGetValue("studio", out var host) && host.Has(Small) && host.IsUsable, "the studio is known");
    }
}
