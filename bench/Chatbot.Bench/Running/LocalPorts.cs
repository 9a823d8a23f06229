using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Chatbot.Bench.Running;

/// <summary>Loopback ports that nothing listens on, below the range from which systems take those of outgoing connections; each is given once.</summary>
internal static class LocalPorts
{
    private static readonly ConcurrentDictionary<int, bool> Given = new();

    public static int Next()
    {
        while (true)
        {
            var port = Random.Shared.Next(12_000, 20_000);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                if (Given.TryAdd(port, true)) return port;
            }
            catch (SocketException)
            {
                // Taken: another.
            }
        }
    }
}
