using System.Net;
using System.Net.Sockets;

namespace Chatbot.LocalHosting.Running;

/// <summary>
/// Ports that nothing listens on. They lie below the range from which systems take the ports of outgoing connections, so
/// that no connection takes one before its server does.
/// </summary>
internal sealed class FreePorts
{
    private readonly HashSet<int> _taken = [];

    public int Next()
    {
        for (var attempt = 0; attempt < 1000; attempt++)
        {
            var port = Random.Shared.Next(20_000, 32_000);
            if (_taken.Add(port) && IsFree(IPAddress.Loopback, port) && IsFree(IPAddress.IPv6Loopback, port)) return port;
        }

        throw new StartException("No free port was found between 20000 and 32000.");
    }

    public static bool IsFree(IPAddress address, int port)
    {
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
            return true;
        }
        catch (SocketException exception)
        {
            // A machine without IPv6 has nothing there that could be in the way.
            return exception.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported;
        }
    }
}
