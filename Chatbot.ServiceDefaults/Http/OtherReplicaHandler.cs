using System.Net.Sockets;

namespace Chatbot.ServiceDefaults.Http;

/// <summary>
/// Sends a request once more where the service's address refused the connection: discovery then names the next replica.
/// Nothing of it was sent, so that it is safe for every method. Stands before discovery.
/// </summary>
internal sealed class OtherReplicaHandler : DelegatingHandler
{
    // Of three replicas, two may be down.
    private const int Tries = 3;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            catch (HttpRequestException exception) when (attempt < Tries && IsRefused(exception))
            {
                // The next one, then.
            }
        }
    }

    private static bool IsRefused(HttpRequestException exception) =>
        exception is { HttpRequestError: HttpRequestError.ConnectionError, InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } };
}
