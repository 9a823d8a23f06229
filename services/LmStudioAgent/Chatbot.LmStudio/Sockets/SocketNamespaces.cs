using System.Collections.Concurrent;
using System.Text.Json;

namespace Chatbot.LmStudio.Sockets;

/// <summary>One socket per namespace, opened on first use and again on the next use after it was lost.</summary>
internal sealed class SocketNamespaces(Func<HttpClient> http, LmStudioOptions options, TimeProvider time) : IAsyncDisposable
{
    public const string System = "system";
    private readonly ConcurrentDictionary<string, Entry> _entries = [];
    private readonly ClientIdentity _identity = ClientIdentity.For(options.ApiToken);

    public static string Of(ModelKind kind) => kind == ModelKind.Embedding ? "embedding" : "llm";

    public async Task<JsonElement?> CallAsync(string name, string endpoint, object? parameter, CancellationToken cancellationToken) =>
        await (await OpenAsync(name, cancellationToken)).CallAsync(endpoint, parameter, cancellationToken);

    public async Task<LmStudioSocket> OpenAsync(string name, CancellationToken cancellationToken)
    {
        var entry = _entries.GetOrAdd(name, _ => new Entry());
        await entry.Connecting.WaitAsync(cancellationToken);
        try
        {
            if (entry.Socket is { IsOpen: true } open) return open;
            if (entry.Socket is { } lost) await lost.DisposeAsync();
            entry.Socket = null;
            var transport = await SocketHandshake.ConnectAsync(UrlOf(name), http(), _identity, options.CallTimeout, time, cancellationToken);
            return entry.Socket = new LmStudioSocket(transport, options.CallTimeout, time);
        }
        finally
        {
            entry.Connecting.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var entry in _entries.Values)
        {
            if (entry.Socket is { } socket) await socket.DisposeAsync();
            entry.Connecting.Dispose();
        }
    }

    private Uri UrlOf(string name) =>
        new UriBuilder(new Uri(options.BaseUrl, name)) { Scheme = options.BaseUrl.Scheme == Uri.UriSchemeHttps ? "wss" : "ws" }.Uri;

    private sealed class Entry
    {
        public SemaphoreSlim Connecting { get; } = new(1, 1);

        public LmStudioSocket? Socket { get; set; }
    }
}
