namespace Chatbot.LocalHosting.Topology;

/// <summary>A RabbitMQ broker with a password of its own.</summary>
public sealed class RabbitMQServerResource : ContainerResource, IResourceWithConnectionString
{
    internal const string User = "guest";

    internal RabbitMQServerResource(string name, ParameterResource password) : base(name, "docker.io/library/rabbitmq:4.2-management")
    {
        Password = password;
        Endpoints.Add(new EndpointAnnotation("tcp", "tcp") { TargetPort = 5672, TargetHost = "127.0.0.1" });
        var endpoint = new EndpointReference(this, "tcp");
        ConnectionStringExpression = ReferenceExpression.Of($"amqp://{User}:", password, "@", endpoint.HostPart, ":", endpoint.PortPart);
        Environment.Add(new SingleVariable("RABBITMQ_DEFAULT_USER", ReferenceExpression.Of(User), User));
        Environment.Add(new SingleVariable("RABBITMQ_DEFAULT_PASS", password, password.ValueExpression));
    }

    public ReferenceExpression ConnectionStringExpression { get; }

    internal ParameterResource Password { get; }

    internal override ReferenceExpression ConnectionString => ConnectionStringExpression;
}
