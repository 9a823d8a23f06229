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

    public void Mend() => _isCut = false;

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
            await Task.WhenAny(CopyAsync(browser, web), CopyAsync(web, browser));
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            // The web is down just now: so is the line.
        }

        browser.Dispose();
    }

    private async Task CopyAsync(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream(), _end.Token);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            // Cut, or one end has gone.
        }
    }
}
