using System.Net;
using System.Net.Sockets;

namespace Chatbot.Bench.Running;

/// <summary>Loopback ports that nothing listens on, below the range from which systems take those of outgoing connections.</summary>
internal static class LocalPorts
{
    public static int Next()
    {
        while (true)
        {
            var port = Random.Shared.Next(12_000, 20_000);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: another.
            }
        }
    }
}
