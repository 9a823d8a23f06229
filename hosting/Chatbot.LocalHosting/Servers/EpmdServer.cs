using System.Globalization;
using Chatbot.LocalHosting.Processes;

namespace Chatbot.LocalHosting.Servers;

/// <summary>Erlang's port mapper, one of our own in the foreground: else RabbitMQ would leave a daemon behind.</summary>
internal sealed class EpmdServer(string name, Installation installation, int port) : IWorkload
{
    public string Name => name;

    public string Address => $"127.0.0.1:{port}";

    public bool Quiet => true;

    public TimeSpan Grace => TimeSpan.FromSeconds(2);

    public Task<Launch> PrepareAsync(CancellationToken cancellationToken) => Task.FromResult(
        new Launch(installation.Require("epmd"), ["-port", port.ToString(CultureInfo.InvariantCulture), "-address", "127.0.0.1", "-relaxed_command_check"]));

    public Task<bool> IsReadyAsync(CancellationToken cancellationToken) => TcpProbe.ListensAsync(port, cancellationToken);
}
