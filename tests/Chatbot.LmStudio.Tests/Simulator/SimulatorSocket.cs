using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Chatbot.LmStudio.Tests.Simulator;

/// <summary>A client of one namespace that sends what it is told, word for word.</summary>
internal sealed class SimulatorSocket(WebSocket socket) : IDisposable
{
    private readonly byte[] _buffer = new byte[256 * 1024];

    public Task SendAsync(string json) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(json), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);

    public async Task<JsonElement> NextAsync()
    {
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(new ArraySegment<byte>(_buffer, length, _buffer.Length - length), TestContext.Current.CancellationToken)
                .WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
            length += part.Count;
            if (part.MessageType == WebSocketMessageType.Close) throw new InvalidOperationException("The simulator closed the socket.");
            if (part.EndOfMessage) return JsonSerializer.Deserialize<JsonElement>(_buffer.AsSpan(0, length));
        }
    }

    /// <summary>Skips messages until one is as asked for.</summary>
    public async Task<JsonElement> NextAsync(Func<JsonElement, bool> wanted)
    {
        while (true)
        {
            var message = await NextAsync();
            if (wanted(message)) return message;
        }
    }

    public async Task<JsonElement> CallAsync(string endpoint, string parameter = "{}")
    {
        await SendAsync($$"""{"type":"rpcCall","endpoint":"{{endpoint}}","callId":7,"parameter":{{parameter}}}""");
        return await NextAsync(message => message.TryGetProperty("callId", out _));
    }

    public void Dispose() => socket.Dispose();
}
