using Chatbot.LocalHosting.Configuration;
using Chatbot.LocalHosting.Topology;

namespace Chatbot.LocalHosting.Tests;

/// <summary>Small topologies for tests.</summary>
internal static class TopologyFixture
{
    public static DistributedApplicationBuilder Run(params (string Name, string Value)[] settings) => Builder(CommandLine.Parse([]), settings);

    public static DistributedApplicationBuilder Publish(params (string Name, string Value)[] settings) =>
        Builder(CommandLine.Parse(["--publisher", "manifest", "--output-path", "x.json"]), settings);

    private static DistributedApplicationBuilder Builder(CommandLine line, (string Name, string Value)[] settings) =>
        new(line, Solution.AppHostDirectory, settings.GroupBy(setting => setting.Name).ToDictionary(setting => setting.Key, setting => (string?)setting.Last().Value));
}

/// <summary>A service of this solution, as a project of small topologies.</summary>
internal sealed class SampleProject : IProjectMetadata
{
    public string ProjectPath => Path.Combine(Solution.Directory, "services", "Chat", "Chatbot.Chat", "Chatbot.Chat.csproj");

    public string AssemblyPath => "/nowhere/Chatbot.Chat.dll";
}
