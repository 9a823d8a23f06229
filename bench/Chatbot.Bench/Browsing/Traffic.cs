using System.Text.Json;
using Microsoft.Playwright;

namespace Chatbot.Bench.Browsing;

/// <summary>What a page fetched, as its browser counts it: over the wire, headers included; what was in its cache is nothing.</summary>
internal sealed class Traffic
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _types = [];
    private readonly Dictionary<string, long> _bytes = [];
    private int _requests;

    /// <summary>Redirects and sockets too.</summary>
    public int Requests
    {
        get
        {
            lock (_gate) return _requests;
        }
    }

    public long Scripts
    {
        get
        {
            lock (_gate) return _bytes.Where(type => type.Key.Contains("javascript", StringComparison.Ordinal)).Sum(type => type.Value);
        }
    }

    /// <summary>Before it is sent anywhere.</summary>
    public static async Task<Traffic> OfAsync(IPage page)
    {
        var traffic = new Traffic();
        var session = await page.Context.NewCDPSessionAsync(page);
        session.Event("Network.requestWillBeSent").OnEvent += (_, told) => traffic.Sent(told!.Value);
        session.Event("Network.responseReceived").OnEvent += (_, told) => traffic.Answered(told!.Value);
        session.Event("Network.loadingFinished").OnEvent += (_, told) => traffic.Finished(told!.Value);
        session.Event("Network.webSocketCreated").OnEvent += (_, _) => traffic.Opened();
        await session.SendAsync("Network.enable");
        return traffic;
    }

    private void Sent(JsonElement told)
    {
        if (!told.TryGetProperty("redirectResponse", out _)) return;
        lock (_gate) _requests++;
    }

    private void Answered(JsonElement told)
    {
        lock (_gate) _types[told.GetProperty("requestId").GetString()!] = told.GetProperty("response").GetProperty("mimeType").GetString()!;
    }

    private void Finished(JsonElement told)
    {
        var bytes = (long)told.GetProperty("encodedDataLength").GetDouble();
        lock (_gate)
        {
            var type = _types.GetValueOrDefault(told.GetProperty("requestId").GetString()!, "");
            _bytes[type] = _bytes.GetValueOrDefault(type) + bytes;
            if (bytes > 0) _requests++;
        }
    }

    private void Opened()
    {
        lock (_gate) _requests++;
    }
}
