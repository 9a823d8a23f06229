using System.Net.Http.Headers;
using Chatbot.Chat.Contracts;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace Chatbot.Web.Proxy;

/// <summary>The bearer goes in, the browser's cookies stay out, and the headers of an event stream leave at once.</summary>
internal sealed class ServiceTransformer(string token) : HttpTransformer
{
    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        proxyRequest.Headers.Remove("Cookie");
        proxyRequest.Headers.Host = null;
        // What a client says of where it comes from is not passed on.
        proxyRequest.Headers.Remove("X-Forwarded-For");
        proxyRequest.Headers.Remove(CallerHeaders.Address);
        if (CallersAddress.Of(httpContext.User) is { } address) proxyRequest.Headers.TryAddWithoutValidation(CallerHeaders.Address, address);
        proxyRequest.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public override async ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        // A file's own policy is the stricter one, and stands alone.
        if (proxyResponse?.Headers.Contains("Content-Security-Policy") == true) httpContext.Response.Headers.Remove("Content-Security-Policy");
        if (proxyResponse?.Headers.Contains("X-Content-Type-Options") == true) httpContext.Response.Headers.Remove("X-Content-Type-Options");
        var copyBody = await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        httpContext.Response.Headers.Remove("Set-Cookie");
        httpContext.Response.Headers.Remove("Server");
        if (proxyResponse?.Content.Headers.ContentType?.MediaType == "text/event-stream")
        {
            httpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            // Otherwise the headers would wait for the first event.
            await httpContext.Response.StartAsync(cancellationToken);
        }

        return copyBody;
    }
}
