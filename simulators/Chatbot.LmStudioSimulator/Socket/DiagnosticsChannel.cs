using System.Threading.Channels;
using Chatbot.LmStudioSimulator.Hosts;
using Chatbot.LmStudioSimulator.Logs;

namespace Chatbot.LmStudioSimulator.Socket;

/// <summary>Namespace <c>diagnostics</c>: what models are asked and say, and what the server does, from now on, until <c>stop</c>.</summary>
internal static class DiagnosticsChannel
{
    private const int MostWaiting = 1_000;

    public static void Add(SocketNamespace diagnostics, SimulatedHost host) =>
        diagnostics.Channels["streamLogs"] = async (_, channel, cancellationToken) =>
        {
            var waiting = System.Threading.Channels.Channel.CreateBounded<HostLogEntry>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest });
            using var listening = host.Log.Listen(entry => waiting.Writer.TryWrite(entry));
            try
            {
                await foreach (var entry in waiting.Reader.ReadAllAsync(cancellationToken))
                    await channel.SendAsync(new { type = "log", log = new { timestamp = entry.At.ToUnixTimeMilliseconds(), data = entry.Data } });
            }
            catch (OperationCanceledException) when (channel.Stopped)
            {
                // Asked for: the channel closes in order.
            }
        };
}
