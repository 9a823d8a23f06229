using System.Globalization;

namespace Chatbot.AppHost;

/// <summary>The part of the topology that is there once for each LM Studio.</summary>
internal static class LmStudioAgents
{
    /// <summary>An agent for each host, <c>agent</c> or <c>agent-NAME</c>, with what is set for it.</summary>
    public static IReadOnlyList<IResourceBuilder<ProjectResource>> AddAgents(
        this IDistributedApplicationBuilder builder, IReadOnlyList<LmStudioHost> hosts, Action<IResourceBuilder<ProjectResource>> configure)
    {
        return [.. hosts.Select(Add)];

        IResourceBuilder<ProjectResource> Add(LmStudioHost host)
        {
            var suffix = hosts.Count > 1 ? $"-{host.Name}" : "";
            var agent = builder.AddProject<Projects.Chatbot_LmStudioAgent>($"agent{suffix}");
            configure(agent);
            agent.WithEnvironment("Agent__PublicAddress", agent.GetEndpoint("http"));
            if (host.Name is not null) agent.WithEnvironment("Agent__HostId", host.Name).WithEnvironment("Agent__Name", host.Name);
            if (host.BaseUrl is not null) agent.WithEnvironment("LMSTUDIO_BASE_URL", host.BaseUrl);
            if (host.ApiKey is not null) agent.WithEnvironment("LMSTUDIO_API_KEY", builder.AddParameter($"lmstudio-api-key{suffix}", host.ApiKey, secret: true));
            if (host.MemoryBudgetBytes is not null) agent.WithEnvironment("Agent__MemoryBudgetBytes", host.MemoryBudgetBytes);
            // They have one launch profile, and would fight for its port.
            if (hosts.Count > 1) agent.WithEndpoint("http", endpoint => endpoint.Port = null);
            return agent;
        }
    }

    /// <summary>An LM Studio for machines without one, or as many as were asked for; for development alone.</summary>
    public static void AddSimulator(this IDistributedApplicationBuilder builder, IReadOnlyList<LmStudioHost> hosts, IReadOnlyList<IResourceBuilder<ProjectResource>> agents)
    {
        var simulator = builder.AddProject<Projects.Chatbot_LmStudioSimulator>("simulator").ExcludeFromManifest();
        foreach (var (host, agent) in hosts.Zip(agents).Where(pair => pair.First.Simulated > 0))
        {
            // As unequal as machines are: each has half the memory of the one before, and is slower.
            simulator.WithHttpEndpoint(name: host.Name, env: $"Simulator__Hosts__{host.Name}__Port");
            Set("VramBytes", (48L << 30) >> (host.Simulated - 1));
            Set("RamBytes", (128L << 30) >> (host.Simulated - 1));
            Set("TokensPerSecond", Math.Max(5, 60 / host.Simulated));
            agent.WithEnvironment("LMSTUDIO_BASE_URL", simulator.GetEndpoint(host.Name!));

            void Set(string name, long value) => simulator.WithEnvironment($"Simulator__Hosts__{host.Name}__{name}", value.ToString(CultureInfo.InvariantCulture));
        }

        simulator.WithHttpHealthCheck("/lmstudio-greeting", endpointName: hosts.FirstOrDefault(host => host.Simulated > 0)?.Name ?? "http");
        // The agent that finds its LM Studio takes this one as long as there is none.
        if (hosts is [{ Name: null }]) agents[0].WithReference(simulator);
    }
}
