namespace Chatbot.LocalHosting.Topology;

/// <summary>What the topology says about one part of it.</summary>
public abstract class Resource(string name) : IResource
{
    public string Name { get; } = name;

    /// <summary>The resource whose process this one lives in: a database in its server.</summary>
    internal virtual Resource? Parent => null;

    internal List<EndpointAnnotation> Endpoints { get; } = [];

    internal List<EnvironmentEntry> Environment { get; } = [];

    internal List<string> Arguments { get; } = [];

    internal List<Resource> WaitsFor { get; } = [];

    internal string? HealthPath { get; set; }

    /// <summary>Where that is asked; null is the first endpoint.</summary>
    internal string? HealthEndpoint { get; set; }

    internal bool InManifest { get; set; } = true;

    internal int Replicas { get; set; } = 1;

    internal EndpointAnnotation Endpoint(string endpointName) =>
        Endpoints.FirstOrDefault(endpoint => endpoint.Name == endpointName)
        ?? throw new InvalidOperationException($"'{Name}' has no endpoint '{endpointName}'.");
}
