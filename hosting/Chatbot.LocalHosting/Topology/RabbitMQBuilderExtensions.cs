namespace Chatbot.LocalHosting.Topology;

public static class RabbitMQBuilderExtensions
{
    public static IResourceBuilder<RabbitMQServerResource> AddRabbitMQ(
        this IDistributedApplicationBuilder builder,
        string name,
        IResourceBuilder<ParameterResource>? userName = null,
        IResourceBuilder<ParameterResource>? password = null,
        int? port = null) =>
        builder.Add(new RabbitMQServerResource(name, password?.Resource ?? builder.AddPassword(name)));

    /// <summary>Here the data lives in the data folder anyway.</summary>
    public static IResourceBuilder<RabbitMQServerResource> WithDataVolume(this IResourceBuilder<RabbitMQServerResource> builder, string? name = null, bool isReadOnly = false)
    {
        builder.Resource.Volumes.Add(new(name ?? builder.Resource.Name, "/var/lib/rabbitmq"));
        return builder;
    }

    /// <summary>The management pages of a container; here <c>rabbitmqctl</c> does, and the broker starts without plugins.</summary>
    public static IResourceBuilder<RabbitMQServerResource> WithManagementPlugin(this IResourceBuilder<RabbitMQServerResource> builder)
    {
        builder.Resource.Endpoints.Add(new EndpointAnnotation("management", "http") { TargetPort = 15672, TargetHost = "127.0.0.1" });
        return builder;
    }
}
