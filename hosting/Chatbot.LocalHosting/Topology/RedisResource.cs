namespace Chatbot.LocalHosting.Topology;

/// <summary>A Redis server with a password of its own; here it keeps an append-only file and evicts nothing.</summary>
public sealed class RedisResource : ContainerResource, IResourceWithConnectionString
{
    internal RedisResource(string name, ParameterResource password) : base(name, "docker.io/library/redis:8.2")
    {
        Password = password;
        Endpoints.Add(new EndpointAnnotation("tcp", "tcp") { TargetPort = 6379, TargetHost = "127.0.0.1" });
        var endpoint = new EndpointReference(this, "tcp");
        ConnectionStringExpression = ReferenceExpression.Of(endpoint.HostPart, ":", endpoint.PortPart, ",password=", password);
        Environment.Add(new SingleVariable("REDIS_PASSWORD", password, password.ValueExpression));
    }

    public ReferenceExpression ConnectionStringExpression { get; }

    internal ParameterResource Password { get; }

    internal override ReferenceExpression ConnectionString => ConnectionStringExpression;
}
