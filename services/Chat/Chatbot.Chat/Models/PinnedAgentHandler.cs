using System.Collections.Concurrent;
using System.Net.Security;
using System.Net.Sockets;
using Chatbot.Chat.Models.Routing;
using Chatbot.ServiceDefaults.Http;

namespace Chatbot.Chat.Models;

/// <summary>
/// Connections to agents. Where an agent's certificate was pinned, that very one is taken and no other, whoever signed it; a
/// new pin never finds a connection that was opened under a former one. Without a pin the machine's own trust decides.
/// </summary>
internal sealed class PinnedAgentHandler(Registrations registrations) : HttpMessageHandler
{
    // A machine that is off does not even refuse.
    private static readonly TimeSpan Connect = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long the rest of an answer is read that nobody wants any more. Behind a whole one stands only its end, which is
    /// there at once; a stopped one would go on in LM Studio for as long as it is read, two seconds if this were not said.
    /// </summary>
    public static readonly TimeSpan Drain = TimeSpan.FromMilliseconds(50);

    private readonly HttpMessageInvoker _unpinned = new(Sockets(null));
    private readonly ConcurrentDictionary<(string Authority, string Sha256), Lazy<HttpMessageInvoker>> _pinned = new();

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var invoker = request.RequestUri is { Scheme: "https" } uri && registrations.PinOf(uri) is { } sha256
            ? _pinned.GetOrAdd((uri.Authority, sha256), pin => new(() => new HttpMessageInvoker(Sockets(pin.Sha256)))).Value
            : _unpinned;
        return invoker.SendAsync(request, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _unpinned.Dispose();
            foreach (var pinned in _pinned.Values.Where(pinned => pinned.IsValueCreated)) pinned.Value.Dispose();
        }

        base.Dispose(disposing);
    }

    private static SocketsHttpHandler Sockets(string? sha256)
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ConnectTimeout = Connect,
            ConnectCallback = AliveAsync,
            ResponseDrainTimeout = Drain,
        };
        if (sha256 is not null) handler.SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, certificate, _, _) => PinnedCertificate.Matches(certificate, sha256) };
        return handler;
    }

    // A machine that loses its power in the middle of an answer says nothing, like a model that reads a long prompt: the
    // connection itself is asked, and is gone after half a minute without an answer.
    private static async ValueTask<Stream> AliveAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 15);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 5);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
