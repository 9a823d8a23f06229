using Yarp.ReverseProxy.Forwarder;

namespace Chatbot.Web.Proxy;

/// <summary>The agent's own credentials stay, cookies do not pass in either direction.</summary>
internal sealed class AgentTransformer : HttpTransformer
{
    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        proxyRequest.Headers.Remove("Cookie");
        proxyRequest.Headers.Host = null;
        // The services go by no address; what a caller says of its own would only mislead a log.
        proxyRequest.Headers.Remove("X-Forwarded-For");
    }

    public override async ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        var copyBody = await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        httpContext.Response.Headers.Remove("Set-Cookie");
        httpContext.Response.Headers.Remove("Server");
        return copyBody;
    }
}
