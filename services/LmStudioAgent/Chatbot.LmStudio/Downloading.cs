using Chatbot.LmStudio.Rest;
using Chatbot.LmStudio.Sockets;

namespace Chatbot.LmStudio;

/// <summary>
/// A download: over the WebSocket, where it can be stopped; by REST where there is none, or where the WebSocket does not
/// know the model, since the two need not take the same names.
/// </summary>
internal sealed class Downloading(SocketDownload socket, RestDownload rest)
{
    public async Task RunAsync(string model, string? quantization, Action<DownloadProgress>? progressed, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(model)) throw new LmStudioException(LmStudioFailure.Refused, "A model to download is needed.");
        try
        {
            await socket.RunAsync(model, quantization, progressed, cancellationToken);
        }
        catch (LmStudioException exception) when (exception.Failure is LmStudioFailure.Unsupported or LmStudioFailure.ModelNotFound)
        {
            await ByRestAsync(exception);
        }

        async Task ByRestAsync(LmStudioException first)
        {
            try
            {
                await rest.RunAsync(model, quantization, progressed, cancellationToken);
            }
            catch (LmStudioException exception) when (exception.Failure == LmStudioFailure.Unsupported && first.Failure == LmStudioFailure.ModelNotFound)
            {
                throw first;
            }
        }
    }
}
