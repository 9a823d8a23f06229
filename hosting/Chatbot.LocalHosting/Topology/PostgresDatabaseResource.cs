namespace Chatbot.LocalHosting.Topology;

/// <summary>A database, made when its server is first up.</summary>
public sealed class PostgresDatabaseResource : Resource, IResourceWithConnectionString
{
    internal PostgresDatabaseResource(string name, string databaseName, PostgresServerResource server) : base(name) =>
        (DatabaseName, Server) = (databaseName, server);

    public string DatabaseName { get; }

    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Of(Server.ConnectionStringExpression, $";Database={DatabaseName}");

    internal PostgresServerResource Server { get; }

    internal override Resource Parent => Server;
}
