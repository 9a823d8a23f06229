using Chatbot.LocalHosting.Topology;

namespace Chatbot.LocalHosting.Preflight;

/// <summary>A server by the names that package managers give it, and the programs that show it is there.</summary>
internal sealed record ServerPackage(string Name, string Apt, string Dnf, string Brew, IReadOnlyList<string> Programs)
{
    private static readonly ServerPackage Postgres = new("PostgreSQL", "postgresql", "postgresql-server", "postgresql@17", ["postgres", "initdb"]);
    private static readonly ServerPackage Redis = new("Redis", "redis-server", "redis", "redis", ["redis-server"]);
    private static readonly ServerPackage RabbitMq = new("RabbitMQ", "rabbitmq-server", "rabbitmq-server", "rabbitmq", ["rabbitmq-server", "epmd"]);

    public static ServerPackage? For(Resource resource) => resource switch
    {
        PostgresServerResource => Postgres,
        RedisResource => Redis,
        RabbitMQServerResource => RabbitMq,
        _ => null,
    };
}
