using System.Net.Sockets;
using System.Text;

namespace Chatbot.EndToEnd.Answers;

/// <summary>What Redis says of itself, asked by hand.</summary>
internal static class RedisServerInfo
{
    /// <summary>Connections of everybody else.</summary>
    /// <param name="connectionString"><c>127.0.0.1:port,password=...</c>.</param>
    public static async Task<int> ConnectionsAsync(string connectionString)
    {
        var parts = connectionString.Split(',');
        using var client = new TcpClient();
        await client.ConnectAsync(parts[0].Split(':')[0], int.Parse(parts[0].Split(':')[1], System.Globalization.CultureInfo.InvariantCulture), TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"AUTH {parts[1]["password=".Length..]}\r\nINFO clients\r\nQUIT\r\n"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        var info = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        var line = info.Split("\r\n").Single(line => line.StartsWith("connected_clients:", StringComparison.Ordinal));
        return int.Parse(line["connected_clients:".Length..], System.Globalization.CultureInfo.InvariantCulture) - 1;
    }
}
