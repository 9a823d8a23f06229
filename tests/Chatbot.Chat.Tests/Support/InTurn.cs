namespace Chatbot.Chat.Tests.Support;

/// <summary>Sends each request to the next replica, as the web does.</summary>
/// <param name="others">Beside the one that the handler stands before.</param>
internal sealed class InTurn(IReadOnlyList<HttpMessageHandler> others, Func<int> next) : DelegatingHandler
{
    private readonly IReadOnlyList<HttpMessageInvoker> _others = [.. others.Select(other => new HttpMessageInvoker(other))];

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var at = (int)((uint)next() % (_others.Count + 1));
        return at == 0 ? base.SendAsync(request, cancellationToken) : _others[at - 1].SendAsync(request, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var other in _others) other.Dispose();
        }

        base.Dispose(disposing);
    }
}
