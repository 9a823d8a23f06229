using Chatbot.LocalHosting.Processes;
using Chatbot.LocalHosting.Servers;
using Chatbot.LocalHosting.Topology;

namespace Chatbot.LocalHosting.Running;

/// <summary>Which processes a resource takes on this machine.</summary>
internal sealed class WorkloadFactory(DataFolder data, Installation installation, FreePorts ports, Action<string> say) : IDisposable
{
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler { UseProxy = false, PooledConnectionLifetime = TimeSpan.FromMinutes(1) });

    public IReadOnlyList<IWorkload> For(Resource resource) => resource switch
    {
        PostgresServerResource server => [Postgres(server)],
        RedisResource redis => [new RedisServer(redis.Name, installation, data.Of(redis.Name), Port(redis), redis.Password.Value!)],
        RabbitMQServerResource broker => RabbitMq(broker),
        AzureStorageResource { IsEmulator: true } storage =>
        [
            new AzuriteServer(storage.Name, installation, data.Of(storage.Name), data.Tools, Port(storage), $"{AzureStorageResource.Account}:{storage.AccountKey.Value}") { Say = say },
        ],
        ProjectResource project => [.. Enumerable.Range(0, project.Replicas).Select(replica => new ProjectWorkload(project, replica, data, _http))],
        ContainerResource container => throw new StartException($"'{container.Name}' is a container, which the local engine does not start."),
        _ => [],
    };

    public void Dispose() => _http.Dispose();

    private static int Port(Resource resource) => resource.Endpoints[0].AllocatedPorts[0];

    private PostgresServer Postgres(PostgresServerResource server) =>
        new(server.Name, installation, data.Of(server.Name), Port(server), PostgresServerResource.User, server.Password.Value!)
        {
            Databases = [.. server.Databases.Select(database => database.DatabaseName)],
            Throwaway = data.Throwaway,
        };

    private IReadOnlyList<IWorkload> RabbitMq(RabbitMQServerResource broker)
    {
        var own = new RabbitMqPorts(Port(broker), ports.Next(), ports.Next());
        var epmd = new EpmdServer($"{broker.Name}-epmd", installation, own.Epmd);
        return [epmd, new RabbitMqServer(broker.Name, installation, data.Of(broker.Name), own, RabbitMQServerResource.User, broker.Password.Value!)];
    }
}
