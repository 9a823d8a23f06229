using System.Text.Json;
using Chatbot.LmStudio.Sockets;

namespace Chatbot.LmStudio.Capabilities;

/// <summary>Which version runs there: by the WebSocket, else by the status route of newer builds.</summary>
internal sealed class VersionQuery(SocketNamespaces sockets, KnownGaps gaps, TimeProvider time)
{
    private const string Endpoint = "version";
    private const string What = $"{SocketNamespaces.System}/{Endpoint}";

    /// <param name="timeout">For the WebSocket, connecting and all.</param>
    public async Task<string?> RunAsync(TimeSpan timeout, Func<Task<JsonElement?>> status, CancellationToken cancellationToken) =>
        await ByWebSocketAsync(timeout, cancellationToken) ?? (await status())?.Text("version");

    private async Task<string?> ByWebSocketAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        if (gaps.IsMissing(What) || gaps.IsMissing(SocketNamespaces.System)) return null;
        try
        {
            // Not by way of the gaps: they ask for the version to know whether they still hold.
            var answer = await sockets.CallNowAsync(SocketNamespaces.System, Endpoint, null, timeout, either.Token);
            return answer?.Text("version");
        }
        catch (LmStudioException exception) when (exception.IsMissing)
        {
            gaps.Note(What, exception);
            return null;
        }
        catch (LmStudioException exception) when (exception.Failure is LmStudioFailure.Unsupported or LmStudioFailure.TimedOut)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
