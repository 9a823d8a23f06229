namespace Chatbot.LocalHosting.Topology;

/// <summary>Where a resource listens.</summary>
public sealed class EndpointAnnotation
{
    internal EndpointAnnotation(string name, string uriScheme)
    {
        Name = name;
        UriScheme = uriScheme;
    }

    public string Name { get; }

    public string UriScheme { get; }

    /// <summary>The port that clients use; null for any free one.</summary>
    public int? Port { get; set; }

    /// <summary>The port inside a container.</summary>
    public int? TargetPort { get; set; }

    /// <summary>The interface to listen on: <c>localhost</c>, an address, or <c>0.0.0.0</c> for all.</summary>
    public string TargetHost { get; set; } = "localhost";

    /// <summary>Whether it is reachable from outside the deployment.</summary>
    public bool IsExternal { get; set; }

    /// <summary>The variable by which the process is told this port, instead of listening there by itself.</summary>
    internal string? PortVariable { get; init; }

    /// <summary>The ports in use, one for each replica, chosen before anything starts.</summary>
    internal List<int> AllocatedPorts { get; } = [];

    internal string ClientHost => TargetHost is "0.0.0.0" or "*" or "+" or "::" or "[::]" ? "localhost" : TargetHost;
}
