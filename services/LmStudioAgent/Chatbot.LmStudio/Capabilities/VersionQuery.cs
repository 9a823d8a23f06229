using System.Text.Json;
using Chatbot.LmStudio.Sockets;

namespace Chatbot.LmStudio.Capabilities;

/// <summary>Which version runs there: by the WebSocket, else by the status route of newer builds.</summary>
internal sealed class VersionQuery(SocketNamespaces sockets, KnownGaps gaps, LmStudioOptions options)
{
    private const string Endpoint = "version";
    private const string What = $"{SocketNamespaces.System}/{Endpoint}";

    public async Task<string?> RunAsync(Func<Task<JsonElement?>> status, CancellationToken cancellationToken) =>
        await ByWebSocketAsync(cancellationToken) ?? (await status())?.Text("version");

    private async Task<string?> ByWebSocketAsync(CancellationToken cancellationToken)
    {
        if (gaps.IsMissing(What) || gaps.IsMissing(SocketNamespaces.System)) return null;
        try
        {
            // Not by way of the gaps: they ask for the version to know whether they still hold.
            var answer = await sockets.CallNowAsync(SocketNamespaces.System, Endpoint, null, options.CallTimeout, cancellationToken);
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
    }
}
