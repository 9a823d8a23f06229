using System.Text.Json;
using Chatbot.LmStudio.Tests.Simulator;
using Chatbot.Testing.Node;

namespace Chatbot.LmStudio.Tests.Conformance;

/// <summary>Has a script use a simulated host by an official client, and gives what it found.</summary>
internal static class Judge
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(90);
    private static readonly NodePackages Packages = new("tests/Chatbot.LmStudio.Tests/Conformance/scripts");

    public static Task<JsonElement> RunAsync(string script, SimulatorFleet fleet, params string[] arguments) =>
        Packages.RunAsync(script, Timeout, [fleet.Address().AbsoluteUri, .. arguments]);

    public static string?[] Texts(this JsonElement report, string field) => [.. report.GetProperty(field).EnumerateArray().Select(item => item.GetString())];

    public static double[] Numbers(this JsonElement report, string field) => [.. report.GetProperty(field).EnumerateArray().Select(item => item.GetDouble())];

    public static string? Text(this JsonElement report, string field) => report.GetProperty(field).GetString();

    public static int Int(this JsonElement report, string field) => report.GetProperty(field).GetInt32();

    public static long Long(this JsonElement report, string field) => report.GetProperty(field).GetInt64();

    public static bool Flag(this JsonElement report, string field) => report.GetProperty(field).GetBoolean();
}
