using System.Net.Sockets;
using System.Text;
using Chatbot.LocalHosting.Processes;

namespace Chatbot.LocalHosting.Servers;

/// <summary>A private Redis: append-only file, nothing evicted, password in a file only its owner reads.</summary>
internal sealed class RedisServer(string name, Installation installation, string folder, int port, string password) : IWorkload
{
    public string Name => name;

    public string Address => $"127.0.0.1:{port}";

    public bool Quiet => true;

    public TimeSpan Grace => TimeSpan.FromSeconds(10);

    public string ConnectionString => $"127.0.0.1:{port},password={password}";

    public Task<Launch> PrepareAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "redis.conf");
        PrivateFile.Write(file, $"""
            bind 127.0.0.1
            port {port}
            requirepass {password}
            dir "{folder}"
            appendonly yes
            save ""
            maxmemory-policy noeviction
            daemonize no
            """);
        return Task.FromResult(new Launch(installation.Require("redis-server"), [file]));
    }

    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", port, cancellationToken);
            await using var stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"AUTH {password}\r\nPING\r\n"), cancellationToken);
            using var reader = new StreamReader(stream);
            return await reader.ReadLineAsync(cancellationToken) == "+OK" && await reader.ReadLineAsync(cancellationToken) == "+PONG";
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return false;
        }
    }
}
