using System.Net;
using System.Net.Sockets;
using Chatbot.LocalHosting.Running;
using Chatbot.LocalHosting.Topology;

namespace Chatbot.LocalHosting.Tests.Running;

public sealed class PortAllocationTests
{
    [Fact]
    public void A_taken_port_is_named_with_the_setting_that_changes_it()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var builder = TopologyFixture.Run();
        builder.AddProject<SampleProject>("web").WithEndpoint("http", endpoint => endpoint.Port = port);

        var problem = Assert.Throws<StartException>(() => PortAllocation.Allocate(builder.Resources, new FreePorts()));

        Assert.Contains($"Port {port} is taken", problem.Message, StringComparison.Ordinal);
        Assert.Contains("WEB_PORT", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_ports_of_launch_profiles_are_replaced_by_free_ones()
    {
        var builder = TopologyFixture.Run();
        var (one, two) = (builder.AddProject<SampleProject>("one"), builder.AddProject<SampleProject>("two"));

        PortAllocation.Allocate(builder.Resources, new FreePorts());

        Assert.NotEqual(one.GetEndpoint("http").Url, two.GetEndpoint("http").Url);
    }
}
