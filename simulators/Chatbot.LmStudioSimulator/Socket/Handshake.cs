using System.Text.Json;
using System.Text.Json.Nodes;
using Chatbot.LmStudioSimulator.Access;
using Chatbot.LmStudioSimulator.Hosts;

namespace Chatbot.LmStudioSimulator.Socket;

/// <summary>
/// The client speaks first, within 10 s: <c>{"authVersion":1,"clientIdentifier":"guest:...","clientPasskey":"..."}</c>,
/// and is answered <c>{"success":true}</c>, or <c>{"success":false,"error":"..."}</c> and a closed socket.
/// </summary>
internal static class Handshake
{
    private const int LongestField = 256;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Null where it failed; disposed when the socket closes.</summary>
    public static async Task<IDisposable?> EnterAsync(SocketWire wire, SimulatedHost host, TimeProvider time, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        if (await wire.ReceiveAsync(either.Token) is not { } hello) return null;

        var (entry, error) = Check(hello, host);
        await wire.SendAsync(error is null ? new { success = true } : new { success = false, error }, cancellationToken);
        return entry;
    }

    private static (IDisposable? Entry, string? Error) Check(JsonObject hello, SimulatedHost host)
    {
        if (hello["authVersion"] is not JsonValue version || !version.TryGetValue<double>(out var number) || number != 1) return (null, "Unsupported authVersion.");
        if (!IsField(hello["clientIdentifier"]) || !IsField(hello["clientPasskey"])) return (null, "Invalid client identifier or passkey.");
        var (identifier, passkey) = ((string)hello["clientIdentifier"]!, (string)hello["clientPasskey"]!);
        if (!ApiToken.Accepts(host.Options, identifier, passkey)) return (null, "Invalid passkey for LM Studio API token.");
        return host.Clients.Enter(identifier, passkey) is { } entry ? (entry, null) : (null, "Invalid passkey for client identifier.");
    }

    private static bool IsField(JsonNode? node) =>
        node?.GetValueKind() == JsonValueKind.String && (string)node! is { Length: > 0 and <= LongestField };
}
