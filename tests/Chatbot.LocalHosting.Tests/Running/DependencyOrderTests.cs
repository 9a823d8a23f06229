using Chatbot.LocalHosting.Running;
using Chatbot.LocalHosting.Topology;

namespace Chatbot.LocalHosting.Tests.Running;

public sealed class DependencyOrderTests
{
    private readonly DistributedApplicationBuilder _builder = TopologyFixture.Run();

    [Fact]
    public void A_service_comes_after_what_it_waits_for()
    {
        var web = _builder.AddProject<SampleProject>("web");
        var chat = _builder.AddProject<SampleProject>("chat");
        var redis = _builder.AddRedis("redis");
        web.WaitFor(chat);
        chat.WaitFor(redis);

        Assert.Equal(["redis", "chat", "web"], Order().Where(name => name is "redis" or "chat" or "web"));
    }

    [Fact]
    public void Waiting_for_a_database_is_waiting_for_its_server()
    {
        var chat = _builder.AddProject<SampleProject>("chat");
        chat.WaitFor(_builder.AddPostgres("postgres").AddDatabase("chatdb"));

        Assert.True(Order().IndexOf("postgres") < Order().IndexOf("chat"));
        Assert.DoesNotContain("chatdb", Order());
    }

    [Fact]
    public void A_circle_is_refused()
    {
        var a = _builder.AddProject<SampleProject>("a");
        var b = _builder.AddProject<SampleProject>("b").WaitFor(a);
        a.WaitFor(b);

        Assert.Contains("waits for itself", Assert.Throws<InvalidOperationException>(Order).Message, StringComparison.Ordinal);
    }

    private List<string> Order() => [.. DependencyOrder.Of(_builder.Resources).Select(resource => resource.Name)];
}
