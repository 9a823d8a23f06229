using System.Net;
using Chatbot.LocalHosting.Topology;

namespace Chatbot.LocalHosting.Running;

/// <summary>Gives every endpoint its ports, one for each replica; a port that was asked for must be free.</summary>
internal static class PortAllocation
{
    public static void Allocate(IEnumerable<Resource> resources, FreePorts ports)
    {
        foreach (var resource in resources)
        {
            foreach (var endpoint in resource.Endpoints)
            {
                endpoint.AllocatedPorts.Clear();
                for (var replica = 0; replica < resource.Replicas; replica++)
                    endpoint.AllocatedPorts.Add(replica == 0 && endpoint.Port is { } port ? Free(port, endpoint, resource) : ports.Next());
            }
        }
    }

    private static int Free(int port, EndpointAnnotation endpoint, Resource resource)
    {
        IPAddress[] addresses = IPAddress.TryParse(endpoint.TargetHost, out var address) ? [address]
            : endpoint.TargetHost == "localhost" ? [IPAddress.Loopback, IPAddress.IPv6Loopback]
            : [IPAddress.Any];
        if (addresses.All(candidate => FreePorts.IsFree(candidate, port))) return port;

        throw new StartException($"Port {port} is taken by another program: stop that, or choose another port for the {resource.Name} with WEB_PORT, as in WEB_PORT={port + 1} (0 takes any free one).");
    }
}
