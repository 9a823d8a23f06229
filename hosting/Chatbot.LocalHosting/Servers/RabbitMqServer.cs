using System.Globalization;
using Chatbot.LocalHosting.Processes;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Chatbot.LocalHosting.Servers;

/// <summary>A private RabbitMQ: every port on loopback, no plugins, logs on its output.</summary>
internal sealed class RabbitMqServer(
    string name, Installation installation, string folder, RabbitMqPorts ports, string user, string password) : IWorkload
{
    private const string Node = "chatbot@localhost";

    public string Name => name;

    public string Address => $"127.0.0.1:{ports.Amqp}";

    public bool Quiet => true;

    public TimeSpan Grace => TimeSpan.FromSeconds(15);

    /// <summary>What <c>rabbitmqctl</c> needs: <c>HOME</c>, <c>ERL_EPMD_PORT</c> and <c>-n node</c>.</summary>
    public IReadOnlyDictionary<string, string> Details => new Dictionary<string, string>
    {
        ["node"] = Node,
        ["home"] = folder,
        ["epmdPort"] = ports.Epmd.ToString(CultureInfo.InvariantCulture),
    };

    public async Task<Launch> PrepareAsync(CancellationToken cancellationToken)
    {
        // Without one the broker would start a daemon of its own, which stays behind.
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await TcpProbe.ListensAsync(ports.Epmd, cancellationToken)) await timer.WaitForNextTickAsync(cancellationToken);
        Directory.CreateDirectory(Path.Combine(folder, "mnesia"));
        var configuration = Path.Combine(folder, "rabbitmq.conf");
        PrivateFile.Write(configuration, $"""
            listeners.tcp.1 = 127.0.0.1:{ports.Amqp}
            default_user = {user}
            default_pass = {password}
            log.console = true
            log.console.level = info
            log.console.use_colors = off
            log.file = false
            """ + "\n");
        var plugins = Path.Combine(folder, "enabled_plugins");
        await File.WriteAllTextAsync(plugins, "[].\n", cancellationToken);
        return new Launch(installation.Require("rabbitmq-server"), []) { WorkingDirectory = folder, Environment = Environment(configuration, plugins) };
    }

    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        if (!await TcpProbe.ListensAsync(ports.Amqp, cancellationToken)) return false;
        try
        {
            var factory = new ConnectionFactory { HostName = "127.0.0.1", Port = ports.Amqp, UserName = user, Password = password, AutomaticRecoveryEnabled = false };
            await using var connection = await factory.CreateConnectionAsync(cancellationToken);
            return true;
        }
        catch (BrokerUnreachableException)
        {
            return false;
        }
    }

    private Dictionary<string, string?> Environment(string configuration, string plugins) => new()
    {
        ["HOME"] = folder,
        ["RABBITMQ_NODENAME"] = Node,
        ["RABBITMQ_DIST_PORT"] = ports.Distribution.ToString(CultureInfo.InvariantCulture),
        ["RABBITMQ_MNESIA_BASE"] = Path.Combine(folder, "mnesia"),
        ["RABBITMQ_LOG_BASE"] = folder,
        ["RABBITMQ_PID_FILE"] = Path.Combine(folder, "rabbitmq.pid"),
        ["RABBITMQ_CONFIG_FILE"] = configuration,
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = plugins,
        // The system's own environment file must not be read; this one is not there.
        ["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(folder, "rabbitmq-env.conf"),
        ["ERL_EPMD_PORT"] = ports.Epmd.ToString(CultureInfo.InvariantCulture),
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        // Else the distribution port listens on every interface.
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1}",
        // The shell then execs the broker: the process that was started is the broker itself.
        ["RUNNING_UNDER_SYSTEMD"] = "true",
    };
}

internal sealed record RabbitMqPorts(int Amqp, int Distribution, int Epmd);
