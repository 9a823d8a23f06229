using System.Net;
using System.Net.Sockets;
using Chatbot.Bench.Running;

namespace Chatbot.Bench.Browsing;

/// <summary>Passes connections on to the web and counts their bytes in both directions, as they are on the wire: headers, frames and all.</summary>
internal sealed class Relay : IAsyncDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _closed = new();
    private readonly TcpListener _listener;
    private readonly Uri _web;
    private readonly Task _accepting;
    private long _fromServer;
    private long _toServer;

    private Relay(Uri web)
    {
        var port = LocalPorts.Next();
        (_web, Address, _listener) = (web, new Uri($"http://127.0.0.1:{port}"), new TcpListener(IPAddress.Loopback, port));
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The origin of pages that are read through here.</summary>
    public Uri Address { get; }

    public long FromServer => Interlocked.Read(ref _fromServer);

    public long ToServer => Interlocked.Read(ref _toServer);

    public static Relay To(Uri web) => new(web);

    /// <summary>Nothing has come for a second.</summary>
    public async Task QuietAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        for (var before = -1L; before != FromServer;)
        {
            before = FromServer;
            await Task.Delay(Quiet, time, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _closed.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true) connections.Add(ServeAsync(await _listener.AcceptSocketAsync(_closed.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(Socket browser)
    {
        using var near = browser;
        using var far = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            (near.NoDelay, far.NoDelay) = (true, true);
            await far.ConnectAsync(_web.Host, _web.Port, _closed.Token);
            await Task.WhenAll(
                PumpAsync(near, far, read => Interlocked.Add(ref _toServer, read)),
                PumpAsync(far, near, read => Interlocked.Add(ref _fromServer, read)));
        }
        catch (Exception exception) when (exception is SocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // One of the two went away, or the relay does.
        }
    }

    private async Task PumpAsync(Socket from, Socket to, Action<int> count)
    {
        await using var source = new NetworkStream(from, ownsSocket: false);
        await using var target = new NetworkStream(to, ownsSocket: false);
        var buffer = new byte[64 * 1024];
        try
        {
            while (await source.ReadAsync(buffer, _closed.Token) is > 0 and var read)
            {
                count(read);
                await target.WriteAsync(buffer.AsMemory(0, read), _closed.Token);
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch
        {
            // What broke off on one side ends on the other.
            from.Dispose();
            to.Dispose();
            throw;
        }
    }
}
