using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.Chat.Tests.Support;

/// <summary>What agents say.</summary>
internal static class Reports
{
    private static readonly DateTimeOffset Started = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static HostReported Host(string id, long number, params IReadOnlyList<InstanceReport> instances) => new(
        id, id, Started, number, Started.AddSeconds(number), new Uri($"http://agent-{id}/"), new LmStudioReport(LmStudioHealth.Ok, "0.4.16", true, null), instances, null, "1");

    public static InstanceReport Instance(string model, int inFlight = 0, int queued = 0) =>
        new($"{model}:1", model, InstanceStates.Loaded, 4096, 600, false, false, inFlight, queued);

    public static HostInventoryReported Inventory(string id, params IEnumerable<string> models) => InventoryOf("llm", id, models);

    public static HostInventoryReported InventoryOf(string kind, string id, params IEnumerable<string> models) => new(
        id, Started, 1, "1", true, [.. models.Select(key => new ModelReport(key, key, kind, null, null, null, null, null, null, false, false, false))]);

    /// <summary>With one more model, which can call tools.</summary>
    public static HostInventoryReported WithTools(this HostInventoryReported report, string model) =>
        report with { Models = [.. report.Models, report.Models[0] with { Key = model, Name = model, Tools = true }] };
}
