using System.Text.Json;
using System.Text.Json.Nodes;
using Chatbot.LmStudioSimulator.Access;
using Chatbot.LmStudioSimulator.Configuration;

namespace Chatbot.LmStudioSimulator.Socket;

/// <summary>
/// The client speaks first, within 10 s: <c>{"authVersion":1,"clientIdentifier":"guest:...","clientPasskey":"..."}</c>,
/// and is answered <c>{"success":true}</c>, or <c>{"success":false,"error":"..."}</c> and a closed socket.
/// </summary>
internal static class Handshake
{
    private const int LongestField = 256;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static async Task<bool> SucceedsAsync(SocketWire wire, StudioOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        if (await wire.ReceiveAsync(either.Token) is not { } hello) return false;

        if (Error(hello, options) is { } error)
        {
            await wire.SendAsync(new { success = false, error }, cancellationToken);
            return false;
        }

        await wire.SendAsync(new { success = true }, cancellationToken);
        return true;
    }

    private static string? Error(JsonObject hello, StudioOptions options) =>
        hello["authVersion"]?.GetValueKind() != JsonValueKind.Number || (double)hello["authVersion"]! != 1 ? "Unsupported authVersion."
        : !IsField(hello["clientIdentifier"]) || !IsField(hello["clientPasskey"]) ? "Invalid client identifier or passkey."
        : !ApiToken.Accepts(options, (string)hello["clientIdentifier"]!, (string)hello["clientPasskey"]!) ? "Invalid passkey for LM Studio API token."
        : null;

    private static bool IsField(JsonNode? node) =>
        node?.GetValueKind() == JsonValueKind.String && (string)node! is { Length: > 0 and <= LongestField };
}
