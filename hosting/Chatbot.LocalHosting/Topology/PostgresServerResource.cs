namespace Chatbot.LocalHosting.Topology;

/// <summary>A PostgreSQL server with a password of its own.</summary>
public sealed class PostgresServerResource : ContainerResource, IResourceWithConnectionString
{
    internal const string User = "postgres";

    internal PostgresServerResource(string name, ParameterResource password) : base(name, "docker.io/library/postgres:18.1")
    {
        Password = password;
        Endpoints.Add(new EndpointAnnotation("tcp", "tcp") { TargetPort = 5432, TargetHost = "127.0.0.1" });
        var endpoint = new EndpointReference(this, "tcp");
        ConnectionStringExpression = ReferenceExpression.Of("Host=", endpoint.HostPart, ";Port=", endpoint.PortPart, $";Username={User};Password=", password);
        Environment.Add(new SingleVariable("POSTGRES_HOST_AUTH_METHOD", ReferenceExpression.Of("scram-sha-256"), "scram-sha-256"));
        Environment.Add(new SingleVariable("POSTGRES_USER", ReferenceExpression.Of(User), User));
        Environment.Add(new SingleVariable("POSTGRES_PASSWORD", password, password.ValueExpression));
    }

    public ReferenceExpression ConnectionStringExpression { get; }

    internal ParameterResource Password { get; }

    internal List<PostgresDatabaseResource> Databases { get; } = [];

    internal override ReferenceExpression ConnectionString => ConnectionStringExpression;
}
