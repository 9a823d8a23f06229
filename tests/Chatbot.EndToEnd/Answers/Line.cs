using System.Net;
using System.Net.Sockets;

namespace Chatbot.EndToEnd.Answers;

/// <summary>The line between a browser and the web, which can be cut: what a closed lid or a lost network does.</summary>
internal sealed class Line : IAsyncDisposable
{
    private readonly TcpListener _door = new(IPAddress.Loopback, 0);
    private readonly int _target;
    private readonly List<TcpClient> _open = [];
    private readonly CancellationTokenSource _end = new();
    private readonly Task _accepting;
    private volatile bool _isCut;
    private volatile bool _isHeld;

    public Line(string address)
    {
        _target = new Uri(address).Port;
        _door.Start();
        _accepting = AcceptAsync();
    }

    public string Address => $"http://localhost:{((IPEndPoint)_door.LocalEndpoint).Port}";

    /// <summary>All connections end, and new ones too.</summary>
    public void Cut()
    {
        _isCut = true;
        lock (_open)
        {
            foreach (var client in _open) client.Dispose();
            _open.Clear();
        }
    }

    /// <summary>What the browser says is lost, and nothing tells it so.</summary>
    public void Hold() => _isHeld = true;

    public void Mend() => (_isCut, _isHeld) = (false, false);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        Cut();
        _door.Stop();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var browser = await _door.AcceptTcpClientAsync(_end.Token);
                if (_isCut) browser.Dispose();
                else _ = CarryAsync(browser);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task CarryAsync(TcpClient browser)
    {
        using var web = new TcpClient();
        try
        {
            await web.ConnectAsync(IPAddress.Loopback, _target, _end.Token);
            lock (_open) _open.AddRange([browser, web]);
            await Task.WhenAny(CopyAsync(browser, web, () => _isHeld), CopyAsync(web, browser, () => false));
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            // The web is down just now: so is the line.
        }

        browser.Dispose();
    }

    private async Task CopyAsync(TcpClient from, TcpClient to, Func<bool> isLost)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            int read;
            while ((read = await from.GetStream().ReadAsync(buffer, _end.Token)) > 0)
            {
                if (!isLost()) await to.GetStream().WriteAsync(buffer.AsMemory(0, read), _end.Token);
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            // Cut, or one end has gone.
        }
    }
}
