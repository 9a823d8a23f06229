using System.Net.Sockets;

namespace Chatbot.LocalHosting.Servers;

internal static class TcpProbe
{
    /// <summary>Whether something listens on a loopback port.</summary>
    public static async Task<bool> ListensAsync(int port, CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
