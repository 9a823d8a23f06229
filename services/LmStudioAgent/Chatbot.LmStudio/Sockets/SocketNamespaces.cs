using System.Collections.Concurrent;
using System.Text.Json;
using Chatbot.LmStudio.Capabilities;

namespace Chatbot.LmStudio.Sockets;

/// <summary>The sockets of one LM Studio, one for each namespace, and what of them it is known not to have.</summary>
internal sealed class SocketNamespaces(Func<HttpClient> http, LmStudioOptions options, KnownGaps gaps, TimeProvider time) : IAsyncDisposable
{
    public const string System = "system";
    public const string Runtime = "runtime";
    public const string Repository = "repository";
    private readonly ConcurrentDictionary<string, SocketNamespace> _namespaces = [];
    private readonly ClientIdentity _identity = ClientIdentity.For(options.ApiToken);
    private volatile bool _disposed;

    public static string Of(ModelKind kind) => kind == ModelKind.Embedding ? "embedding" : "llm";

    /// <summary>Whether LM Studio serves the namespace at all.</summary>
    public async Task<bool> IsThereAsync(string name, CancellationToken cancellationToken)
    {
        var (_, use) = await TakeAsync(name, untried: false, cancellationToken);
        use.Dispose();
        return true;
    }

    /// <param name="timeout">Null is the usual one of a call.</param>
    public Task<JsonElement?> CallAsync(string name, string endpoint, object? parameter, CancellationToken cancellationToken, TimeSpan? timeout = null)
    {
        var what = $"{name}/{endpoint}";
        return gaps.TryAsync(what, UseAsync, cancellationToken);

        async Task<JsonElement?> UseAsync()
        {
            var (socket, use) = await TakeAsync(name, !gaps.IsProven(what), cancellationToken);
            using (use) return await socket.CallAsync(endpoint, parameter, timeout ?? options.CallTimeout, cancellationToken);
        }
    }

    /// <summary>Without asking first whether it is known to be missing.</summary>
    public async Task<JsonElement?> CallNowAsync(string name, string endpoint, object? parameter, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var (socket, use) = await Namespace(name).TakeAsync(!gaps.IsProven($"{name}/{endpoint}"), cancellationToken);
        using (use) return await socket.CallAsync(endpoint, parameter, timeout, cancellationToken);
    }

    /// <summary>Opens a channel and has the work with it done.</summary>
    /// <param name="otherwise">What a channel error is that says nothing more exact.</param>
    public Task<T> WithChannelAsync<T>(string name, string endpoint, object creation, LmStudioFailure otherwise, Func<SocketChannel, Task<T>> work, CancellationToken cancellationToken)
    {
        var what = $"{name}/{endpoint}";
        return gaps.TryAsync(what, WorkAsync, cancellationToken);

        async Task<T> WorkAsync()
        {
            var (socket, use) = await TakeAsync(name, !gaps.IsProven(what), cancellationToken);
            using (use)
            {
                using var channel = await socket.OpenAsync(endpoint, creation, otherwise, options.CallTimeout, cancellationToken);
                return await work(channel);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        foreach (var name in _namespaces.Values) await name.DisposeAsync();
    }

    private Task<(LmStudioSocket Socket, IDisposable Use)> TakeAsync(string name, bool untried, CancellationToken cancellationToken) =>
        gaps.TryAsync(name, () => Namespace(name).TakeAsync(untried, cancellationToken), cancellationToken);

    private SocketNamespace Namespace(string name) => _disposed ? throw SocketTransport.Lost() : _namespaces.GetOrAdd(name, _ => new SocketNamespace(() => ConnectAsync(name)));

    private async Task<LmStudioSocket> ConnectAsync(string name)
    {
        var transport = await SocketHandshake.ConnectAsync(UrlOf(name), http(), _identity, options.CallTimeout, time, CancellationToken.None);
        // What answers now may be another version than what answered before.
        gaps.Doubt();
        return new LmStudioSocket(transport, time);
    }

    private Uri UrlOf(string name) =>
        new UriBuilder(new Uri(options.BaseUrl, name)) { Scheme = options.BaseUrl.Scheme == Uri.UriSchemeHttps ? "wss" : "ws" }.Uri;
}
