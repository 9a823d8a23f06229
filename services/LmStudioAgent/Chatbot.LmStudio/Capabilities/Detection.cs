using Chatbot.LmStudio.Rest;
using Chatbot.LmStudio.Sockets;

namespace Chatbot.LmStudio.Capabilities;

/// <summary>Finds out what is there by trying it.</summary>
internal sealed class Detection(SocketNamespaces sockets, RestV1 v1, RestV0 v0, KnownGaps gaps)
{
    /// <param name="greets">It calls itself an LM Studio.</param>
    public async Task<LmStudioCapabilities> RunAsync(Func<Task<bool>> greets, Func<Task<string?>> version, CancellationToken cancellationToken)
    {
        var webSocket = await HasAsync(() => sockets.IsThereAsync(SocketNamespaces.System, cancellationToken));
        var restV1 = await HasAsync(() => v1.ModelsAsync(cancellationToken));
        var restV0 = await HasAsync(() => v0.ModelsAsync(cancellationToken));
        if (!webSocket && !restV1 && !restV0 && !await greets())
            throw new LmStudioException(LmStudioFailure.Unsupported, "Something answers there, but it is no LM Studio.");
        return new LmStudioCapabilities(webSocket, restV1, await version()) { RestV0 = restV0, Missing = gaps.Missing };
    }

    private static async Task<bool> HasAsync<T>(Func<Task<T>> attempt)
    {
        try
        {
            await attempt();
            return true;
        }
        catch (LmStudioException exception) when (exception.Failure == LmStudioFailure.Unsupported)
        {
            return false;
        }
    }
}
