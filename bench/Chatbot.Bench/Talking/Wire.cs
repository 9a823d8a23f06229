using System.Net.Sockets;

namespace Chatbot.Bench.Talking;

/// <summary>Counts the bytes that come in over its connections as they are on the wire: status line, headers and the sizes of chunks too.</summary>
internal sealed class Wire
{
    private long _received;

    public long Received => Interlocked.Read(ref _received);

    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            return new Counted(socket, this);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class Counted(Socket socket, Wire wire) : NetworkStream(socket, ownsSocket: true)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            Interlocked.Add(ref wire._received, read);
            return read;
        }
    }
}
