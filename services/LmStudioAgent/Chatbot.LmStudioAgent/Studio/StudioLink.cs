using Chatbot.LmStudio;
using Microsoft.Extensions.Options;

namespace Chatbot.LmStudioAgent.Studio;

/// <summary>The LM Studio in use. When another one is found its number changes, and nothing said of the former holds.</summary>
/// <param name="Simulated">Null until it is known.</param>
internal sealed record StudioConnection(int Number, LmStudioClient Client, bool? Simulated)
{
    /// <summary>The same address is the same LM Studio unless it is known to be of the other sort by now.</summary>
    public bool IsAt(StudioPlace place) =>
        Client.Options.BaseUrl == place.BaseUrl && (Simulated is null || place.Simulated is null || Simulated == place.Simulated);
}

internal sealed class StudioLink(IHttpClientFactory http, IOptions<StudioOptions> options, TimeProvider time) : IAsyncDisposable
{
    public const string HttpClientName = "lmstudio";
    private volatile StudioConnection? _current;

    /// <summary>Null until the first look.</summary>
    public StudioConnection? Current => _current;

    /// <summary>Set when what is loaded should be looked at now.</summary>
    public Nudge Look { get; } = new();

    /// <summary>Called by the watcher alone.</summary>
    public async Task<StudioConnection> UseAsync(StudioPlace place)
    {
        if (_current is { } same && same.IsAt(place)) return _current = same with { Simulated = place.Simulated ?? same.Simulated };
        var former = _current;
        var next = new StudioConnection((former?.Number ?? 0) + 1, CreateClient(place.BaseUrl), place.Simulated);
        _current = next;
        if (former is not null) await former.Client.DisposeAsync();
        return next;
    }

    public async ValueTask DisposeAsync()
    {
        Look.Dispose();
        if (_current is { } current) await current.Client.DisposeAsync();
    }

    private LmStudioClient CreateClient(Uri baseUrl) =>
        new(() => http.CreateClient(HttpClientName), new LmStudioOptions { BaseUrl = baseUrl, ApiToken = options.Value.ApiKey }, time);
}
