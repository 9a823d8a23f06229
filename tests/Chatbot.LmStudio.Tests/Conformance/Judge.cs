using System.Text.Json;
using Chatbot.LmStudio.Tests.Simulator;

namespace Chatbot.LmStudio.Tests.Conformance;

/// <summary>Has a script use a simulated host by an official client, and gives what it found.</summary>
internal static class Judge
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(90);

    public static async Task<JsonElement> RunAsync(string script, SimulatorFleet fleet, params string[] arguments)
    {
        var folder = await NodePackages.ScriptsAsync();
        var output = await NodeProgram.RunAsync("node", [Path.Combine(folder, script), fleet.Address().AbsoluteUri, .. arguments], folder, Timeout);
        return JsonSerializer.Deserialize<JsonElement>(output.TrimEnd().Split('\n')[^1]);
    }

    public static string?[] Texts(this JsonElement report, string field) => [.. report.GetProperty(field).EnumerateArray().Select(item => item.GetString())];

    public static double[] Numbers(this JsonElement report, string field) => [.. report.GetProperty(field).EnumerateArray().Select(item => item.GetDouble())];

    public static string? Text(this JsonElement report, string field) => report.GetProperty(field).GetString();

    public static int Int(this JsonElement report, string field) => report.GetProperty(field).GetInt32();

    public static long Long(this JsonElement report, string field) => report.GetProperty(field).GetInt64();

    public static bool Flag(this JsonElement report, string field) => report.GetProperty(field).GetBoolean();
}
